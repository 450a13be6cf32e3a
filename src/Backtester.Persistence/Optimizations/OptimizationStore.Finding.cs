using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Optimizations;

/// <content>Searches by the words of their names.</content>
public sealed partial class OptimizationStore
{
    /// <summary>The latest searches whose name, strategy, symbols, market or timeframe have each word of a text.</summary>
    public async Task<IReadOnlyList<StrategyOptimization>> FindAsync(string text, int limit, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var searches = db.Optimizations.Select(o => new { Row = o, Text = (o.Name + " " + o.Strategy + " " + o.Symbols + " " + o.Exchange + " " + o.Timeframe).ToLower() });
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            searches = searches.Where(s => s.Text.Contains(word));
        }

        return await searches.Select(s => s.Row).OrderByDescending(o => o.Id).Take(limit).ToListAsync(cancellation);
    }
}
