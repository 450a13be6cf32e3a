using Backtester.Core.Optimization.Honesty;
using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <summary>A completed search of the same strategy and market.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Manifest">What was searched, as JSON.</param>
/// <param name="FinishedMs">When it ended, Unix ms.</param>
/// <param name="Trials">Sets measured.</param>
/// <param name="Honesty">Its verdict; null where it has none.</param>
public sealed record HistorySearch(long Id, string Manifest, long FinishedMs, long Trials, SearchHonesty? Honesty);

/// <summary>What was tried before on a strategy and market: part of what a recommendation rests on, and what it is deflated for.</summary>
/// <param name="EarlierTrials">Sets and runs tried on the strategy, market, symbols and timeframe, in searches and walk-forwards (aborted ones too) and in single runs.</param>
/// <param name="Searches">Completed searches, latest first.</param>
/// <param name="WalkForwardEfficiency">Of the latest completed walk-forward, a fraction; NaN where there is none.</param>
public sealed record StrategyHistory(long EarlierTrials, IReadOnlyList<HistorySearch> Searches, double WalkForwardEfficiency)
{
    private const int MostSearches = 50;

    /// <summary>Reads it.</summary>
    /// <param name="factory">Where it is stored.</param>
    /// <param name="strategy">Id of the strategy.</param>
    /// <param name="exchange">The market.</param>
    /// <param name="symbols">Symbols in the order of the spec, joined by commas.</param>
    /// <param name="timeframe">Length of a bar.</param>
    /// <param name="untilMs">What was asked for later is left out, Unix ms.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<StrategyHistory> ReadAsync(
        BacktesterDbFactory factory, string strategy, string exchange, string symbols, string timeframe, long untilMs, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var searches = db.Optimizations.Where(o => o.Strategy == strategy && o.Exchange == exchange && o.Symbols == symbols && o.Timeframe == timeframe && o.CreatedMs < untilMs);
        var walks = db.WalkForwards.Where(w => w.Strategy == strategy && w.Exchange == exchange && w.Symbols == symbols && w.Timeframe == timeframe && w.CreatedMs < untilMs);
        var runs = await db.Runs.LongCountAsync(
            r => r.Strategy == strategy && r.Exchange == exchange && r.Symbols == symbols && r.Timeframe == timeframe && r.CreatedMs < untilMs, cancellation);
        var tried = await searches.SumAsync(o => o.Completed, cancellation) + await walks.SumAsync(w => w.Tried, cancellation) + runs;
        var efficiency = await walks
            .Where(w => w.Status == WorkStatus.Completed && w.Efficiency != null && w.FinishedMs <= untilMs)
            .OrderByDescending(w => w.Id)
            .Select(w => w.Efficiency)
            .FirstOrDefaultAsync(cancellation);
        var completed = await searches
            .Where(o => o.Status == WorkStatus.Completed && o.FinishedMs <= untilMs)
            .OrderByDescending(o => o.Id)
            .Take(MostSearches)
            .Select(o => new { o.Id, o.Manifest, o.FinishedMs, o.Completed, o.HonestyJson })
            .ToListAsync(cancellation);
        return new StrategyHistory(
            tried,
            completed.ConvertAll(o => new HistorySearch(o.Id, o.Manifest, o.FinishedMs!.Value, o.Completed, o.HonestyJson is null ? null : StoredJson.Read<SearchHonesty>(o.HonestyJson))),
            Unknown.ToNaN(efficiency));
    }
}
