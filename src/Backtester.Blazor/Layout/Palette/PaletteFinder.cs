using Backtester.Blazor.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Layout.Palette;

/// <summary>Finds stored things by their names.</summary>
public interface IPaletteFinder
{
    /// <summary>The latest backtests and searches, and the strategies, whose names have all words of the text.</summary>
    Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken cancellation);
}

/// <summary>As <see cref="IPaletteFinder"/>, from the database and the library.</summary>
internal sealed class PaletteFinder(IBacktestService runs, OptimizationStore searches, IStrategyLibrary strategies) : IPaletteFinder
{
    /// <summary>Most of each kind: the palette is for what one has in mind, lists are for the rest.</summary>
    private const int Most = 6;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken cancellation)
    {
        var stored = await runs.ListAsync(new RunQuery(Limit: Most, Text: text), cancellation);
        var found = await searches.FindAsync(text, Most, cancellation);
        return
        [
            .. stored.Runs.Select(r => new PaletteEntry(r.Name, $"Backtest #{r.Id}", "chart", $"backtests/{r.Id}")),
            .. found.Select(s => new PaletteEntry(s.Name, $"Search #{s.Id}", "search", $"optimizations/{s.Id}")),
            .. strategies.All.Select(s => new PaletteEntry(s.Info.Title, "Strategy", "layers", $"strategies/{s.Info.Id}", Also: s.Info.Id))
                .Where(s => s.Matches(text)).DistinctBy(s => s.Address).Take(Most),
        ];
    }
}
