using Backtester.Persistence.Recommendations;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Summaries;

/// <summary>Reads the summary: counts in SQL, medians over one stream of six columns, so that no run is ever read whole.</summary>
public sealed class SummaryStore(BacktesterDbFactory factory)
{
    private static readonly WorkStatus[] OfRuns = [WorkStatus.Pending, WorkStatus.Running, WorkStatus.Completed, WorkStatus.Failed, WorkStatus.Cancelled];

    private RunGroups? _last;

    /// <summary>The summary of everything stored at this moment.</summary>
    public async Task<StoredSummary> ReadAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var counted = await db.Runs.GroupBy(r => r.Status).Select(g => new { Status = g.Key, Runs = g.Count() }).ToDictionaryAsync(g => g.Status, g => g.Runs, cancellation);
        var groups = await GroupsAsync(db, cancellation);
        return new StoredSummary(
            OfRuns.ToDictionary(s => s, s => counted.GetValueOrDefault(s)),
            groups.ByStrategy,
            groups.BySymbol,
            groups.ByTimeframe,
            await OutOfSampleAsync(db, cancellation),
            await db.Recommendations.CountAsync(r => r.Status == RecommendationStatus.Pending, cancellation));
    }

    /// <summary>A run's numbers never change once it is completed: the groups of the same runs are those of the last look.</summary>
    private async Task<RunGroups> GroupsAsync(BacktesterDb db, CancellationToken cancellation)
    {
        var runs = await db.Runs.Where(r => r.Status == WorkStatus.Completed)
            .GroupBy(r => r.Status)
            .Select(g => new CompletedRuns(g.Count(), g.Max(r => r.Id), g.Sum(r => r.Id), g.Sum(r => r.Id % 65_521 * (r.Id % 65_521))))
            .SingleOrDefaultAsync(cancellation) ?? new CompletedRuns(0, 0, 0, 0);
        if (_last is { } last && last.Runs == runs)
        {
            return last;
        }

        return _last = await ReadGroupsAsync(db, runs, cancellation);
    }

    private static async Task<RunGroups> ReadGroupsAsync(BacktesterDb db, CompletedRuns counted, CancellationToken cancellation)
    {
        var (byStrategy, bySymbol, byTimeframe) = (new RunGroupBuilder(), new RunGroupBuilder(), new RunGroupBuilder());
        var symbolsOf = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var runs = db.Runs
            .Where(r => r.Status == WorkStatus.Completed)
            .Select(r => new { r.Id, r.Strategy, r.Symbols, r.Timeframe, r.Roi, r.SharpeRatio, r.WinRate })
            .AsAsyncEnumerable();
        await foreach (var run in runs.WithCancellation(cancellation))
        {
            byStrategy.Add(run.Strategy, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            byTimeframe.Add(run.Timeframe, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            if (!symbolsOf.TryGetValue(run.Symbols, out var symbols))
            {
                symbolsOf[run.Symbols] = symbols = [.. run.Symbols.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
            }

            foreach (var symbol in symbols)
            {
                bySymbol.Add(symbol, run.Id, run.Roi, run.SharpeRatio, run.WinRate);
            }
        }

        return new RunGroups(counted, byStrategy.Build(), bySymbol.Build(), byTimeframe.Build());
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

    /// <summary>Tells sets of completed runs apart without reading them: how many, the last, and two sums over their numbers.</summary>
    private sealed record CompletedRuns(int Count, long Last, long Sum, long SumOfSquares);

    private sealed record RunGroups(CompletedRuns Runs, IReadOnlyList<RunGroup> ByStrategy, IReadOnlyList<RunGroup> BySymbol, IReadOnlyList<RunGroup> ByTimeframe);
}
