using Backtester.Persistence.Recommendations;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Summaries;

/// <summary>Reads the summary: counts in SQL, medians over one stream of six columns, so that no run is ever read whole.</summary>
public sealed class SummaryStore(BacktesterDbFactory factory)
{
    private static readonly WorkStatus[] OfRuns = [WorkStatus.Pending, WorkStatus.Running, WorkStatus.Completed, WorkStatus.Failed, WorkStatus.Cancelled];

    /// <summary>The summary of everything stored at this moment.</summary>
    public async Task<StoredSummary> ReadAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var counted = await db.Runs.GroupBy(r => r.Status).Select(g => new { Status = g.Key, Runs = g.Count() }).ToDictionaryAsync(g => g.Status, g => g.Runs, cancellation);
        var (byStrategy, bySymbol, byTimeframe) = (new RunGroupBuilder(), new RunGroupBuilder(), new RunGroupBuilder());
        var runs = db.Runs
            .Where(r => r.Status == WorkStatus.Completed)
            .Select(r => new { r.Id, r.Strategy, r.Symbols, r.Timeframe, r.Roi, r.SharpeRatio, r.WinRate })
            .AsAsyncEnumerable();
        await foreach (var run in runs.WithCancellation(cancellation))
        {
            byStrategy.Add(run.Strategy, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            byTimeframe.Add(run.Timeframe, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            foreach (var symbol in run.Symbols.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
            {
                bySymbol.Add(symbol, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            }
        }

        return new StoredSummary(
            OfRuns.ToDictionary(s => s, s => counted.GetValueOrDefault(s)),
            byStrategy.Build(),
            bySymbol.Build(),
            byTimeframe.Build(),
            await OutOfSampleAsync(db, cancellation),
            await db.Recommendations.CountAsync(r => r.Status == RecommendationStatus.Pending, cancellation));
    }

    private static async Task<IReadOnlyList<OutOfSampleScore>> OutOfSampleAsync(BacktesterDb db, CancellationToken cancellation)
    {
        var walks = await db.WalkForwards
            .Where(w => w.Status == WorkStatus.Completed && w.OutOfSampleAnnualReturn != null)
            .Select(w => new { w.Id, w.Strategy, Return = w.OutOfSampleAnnualReturn!.Value, w.Efficiency })
            .ToListAsync(cancellation);
        return [.. walks
            .GroupBy(w => w.Strategy)
            .Select(g => new OutOfSampleScore(
                g.Key,
                g.Count(),
                RunGroupBuilder.Of([.. g.Select(w => w.Return)]),
                RunGroupBuilder.Of([.. g.Where(w => w.Efficiency is not null).Select(w => w.Efficiency!.Value)]),
                g.OrderByDescending(w => w.Return).ThenByDescending(w => w.Id).First().Id))
            .OrderByDescending(s => s.AnnualReturn.Median)
            .ThenBy(s => s.Strategy, StringComparer.Ordinal)];
    }
}
