using Backtester.Blazor.Downloads;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Shared;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Blazor.Jobs;

/// <summary>How people call a job, and where they see what it makes.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Address">The page, relative; null where there is none.</param>
internal sealed record JobTitle(string Title, string? Address);

/// <summary>Titles of a page of jobs, read together.</summary>
internal sealed class JobTitles
{
    private readonly Dictionary<long, string> _runs;
    private readonly Dictionary<long, string> _searches;
    private readonly Dictionary<long, string> _walks;
    private readonly Dictionary<long, string> _batches;

    private JobTitles(Dictionary<long, string> runs, Dictionary<long, string> searches, Dictionary<long, string> walks, Dictionary<long, string> batches) =>
        (_runs, _searches, _walks, _batches) = (runs, searches, walks, batches);

    /// <summary>Reads what the jobs make.</summary>
    public static async Task<JobTitles> ReadAsync(BacktesterDbFactory database, IReadOnlyList<Job> jobs, CancellationToken cancellation)
    {
        var (runs, searches, walks, batches) = (Ids(jobs, j => j.RunId), Ids(jobs, j => j.OptimizationId), Ids(jobs, j => j.WalkForwardId), Ids(jobs, j => j.BatchId));
        await using var db = database.OpenForReading();
        return new JobTitles(
            await db.Runs.Where(r => runs.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Name, cancellation),
            await db.Optimizations.Where(o => searches.Contains(o.Id)).Select(o => new { o.Id, o.Strategy, o.Symbols, o.Timeframe })
                .ToDictionaryAsync(o => o.Id, o => "Search: " + Of(o.Strategy, o.Symbols, o.Timeframe), cancellation),
            await db.WalkForwards.Where(w => walks.Contains(w.Id)).Select(w => new { w.Id, w.Strategy, w.Symbols, w.Timeframe })
                .ToDictionaryAsync(w => w.Id, w => "Walk-forward: " + Of(w.Strategy, w.Symbols, w.Timeframe), cancellation),
            await db.Batches.Where(b => batches.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => "Batch: " + b.Name, cancellation));
    }

    /// <summary>The title of one of them; where what it made is gone, its kind.</summary>
    public JobTitle this[Job job] =>
        job.RunId is { } run && _runs.TryGetValue(run, out var name) ? new(name, $"backtests/{run}")
        : job.BatchId is { } batch && _batches.TryGetValue(batch, out var cells) ? new(cells, $"batches/{batch}")
        : job.OptimizationId is { } search && _searches.TryGetValue(search, out var searched) ? new(searched, $"optimizations/{search}")
        : job.WalkForwardId is { } walk && _walks.TryGetValue(walk, out var walked) ? new(walked, $"walkforwards/{walk}")
        : job.Kind == FetchJob.Kind ? new(FetchPayload.Parse(job.Payload).Title, null)
        : job.Kind == RecommendationJob.Kind ? new(RecommendationWork.Parse(job.Payload).Title, "recommendations")
        : job.Kind == OptimizationJob.Kind ? new("Search (deleted)", null)
        : job.Kind == WalkForwardJob.Kind ? new("Walk-forward (deleted)", null)
        : new(JobKinds.Title(job.Kind), null);

    private static string Of(string strategy, string symbols, string timeframe) =>
        $"{StrategyInfos.Find(strategy)?.Title ?? strategy} on {symbols.Replace(",", ", ", StringComparison.Ordinal)} {timeframe}";

    private static long[] Ids(IReadOnlyList<Job> jobs, Func<Job, long?> id) => [.. jobs.Select(id).OfType<long>().Distinct()];
}
