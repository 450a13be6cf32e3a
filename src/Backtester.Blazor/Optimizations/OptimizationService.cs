using System.Diagnostics;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>Searches, as pages and the API see them. Changes are told by <see cref="JobFeed"/>.</summary>
internal sealed class OptimizationService(OptimizationStore store, ICandleCatalog candles, IStrategyLibrary strategies, IJobService jobs, JobFeed feed, JobQueue queue)
{
    private const int TimedSets = 16;
    private static readonly TimeSpan QuickSet = TimeSpan.FromMilliseconds(100);

    /// <summary>Says what a spec means, or all that is wrong with it. Stores nothing.</summary>
    public async Task<(SearchPlan? Plan, IReadOnlyList<SpecProblem> Problems)> CheckAsync(string specText, SpecFormat format, CancellationToken cancellation = default)
    {
        try
        {
            return (await Task.Run(() => SearchPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation), []);
        }
        catch (SpecException error)
        {
            return (null, error.Problems);
        }
    }

    /// <summary>
    /// Takes a search: stores it with its job, PENDING, and returns at once. A stored COMPLETED search with the same
    /// fingerprint answers instead, unless <paramref name="fresh"/>.
    /// </summary>
    public async Task<OptimizationOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default)
    {
        var (plan, problems) = await CheckAsync(specText, format, cancellation);
        if (plan is null)
        {
            return new OptimizationOutcome(null, 0, "", false, 0, problems);
        }

        if (!fresh && await store.FindCompletedAsync(plan.Fingerprint, cancellation) is { } known)
        {
            return new OptimizationOutcome(known.Row.Id, plan.Space.Total, known.Row.Status.Word(), true, 0, []);
        }

        var minutes = await Task.Run(() => EstimateMinutes(plan, cancellation), cancellation);
        var (search, job) = await store.CreateAsync(plan, new NewJob(OptimizationJob.Kind), CancellationToken.None);
        feed.Publish(new JobChange(job.Id, job.Kind, null, WorkStatus.Pending.Word()));
        queue.Wake();
        return new OptimizationOutcome(search.Id, plan.Space.Total, WorkStatus.Pending.Word(), false, minutes, []);
    }

    /// <summary>A search; null where there is none.</summary>
    public Task<StoredSearch?> GetAsync(long id, CancellationToken cancellation = default) => store.GetAsync(id, cancellation);

    /// <summary>The latest searches.</summary>
    public Task<IReadOnlyList<StrategyOptimization>> ListAsync(int limit = 100, CancellationToken cancellation = default) => store.ListAsync(limit, cancellation);

    /// <summary>The best trials of a search, those without a score last.</summary>
    public Task<IReadOnlyList<Trial>> BestAsync(long id, int count, CancellationToken cancellation = default) => store.BestAsync(id, count, cancellation);

    /// <summary>One set of a search; null where there is none of that number.</summary>
    public Task<Trial?> TrialAsync(long id, int number, CancellationToken cancellation = default) => store.TrialAsync(id, number, cancellation);

    /// <summary>The latest job of a search; null where there is none.</summary>
    public Task<Job?> JobAsync(long id, CancellationToken cancellation = default) => store.FindJobAsync(id, cancellation);

    /// <summary>Stops a search; its trials stay, and <see cref="ResumeAsync"/> goes on from them. False where it neither waits nor runs nor is paused.</summary>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default) =>
        await store.GiveUpPauseAsync(id, cancellation) || (await store.FindJobAsync(id, cancellation) is { } job && await jobs.CancelAsync(job.Id, cancellation));

    /// <summary>Stops a search until <see cref="ResumeAsync"/>, over restarts too; false where it neither waits nor runs.</summary>
    public async Task<bool> PauseAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.PauseAsync(id, cancellation) is not { } job)
        {
            return false;
        }

        if (!queue.Stop(job.Id) && job.Status == WorkStatus.Pending)
        {
            feed.Publish(new JobChange(job.Id, job.Kind, null, WorkStatus.Cancelled.Word()));
        }

        return true;
    }

    /// <summary>The Pareto front of each trial of a search with several objectives, by its number; null for other searches.</summary>
    public Task<IReadOnlyDictionary<int, int>?> FrontsAsync(StoredSearch search, CancellationToken cancellation = default) => store.FrontsAsync(search.Row, cancellation);

    /// <summary>The sets of a search with several objectives, sorted by dominance; null for other searches.</summary>
    public async Task<SearchFronts?> FrontSetsAsync(StrategyOptimization row) =>
        SearchSpec.ObjectivesOf(row) is { Count: > 0 } terms ? await Task.Run(async () => SearchFronts.Of(terms, await store.TrialsAsync(row.Id))) : null;

    /// <summary>Goes on with a search that was paused or stopped, or failed; false where it was not.</summary>
    public async Task<bool> ResumeAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.ReopenAsync(id, new NewJob(OptimizationJob.Kind), cancellation) is not { } job)
        {
            return false;
        }

        feed.Publish(new JobChange(job.Id, job.Kind, null, WorkStatus.Pending.Word()));
        queue.Wake();
        return true;
    }

    /// <summary>Removes a search that has ended, with its trials; false where there is none, or it waits or runs.</summary>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => store.DeleteAsync(id, cancellation);

    /// <summary>How long a search will take: at the pace of the last search of the strategy, else from timed sets.</summary>
    public async Task<SearchEstimate> EstimateAsync(SearchPlan plan, CancellationToken cancellation = default)
    {
        if (await store.PaceAsync(plan.Base.Spec.Strategy, cancellation) is not { } pace)
        {
            return new SearchEstimate(await Task.Run(() => EstimateMinutes(plan, cancellation), cancellation), "from a few timed sets");
        }

        var bars = plan.Markets.Sum(m => (m.Range.EndMs - m.Range.StartMs) / (double)m.Spec.Timeframe.Milliseconds * m.Series.Count);
        return new SearchEstimate(bars * plan.Settings.Budget(plan.Space.Total) / pace / 60, $"at {pace / 1e6:N0} million bars × sets a second, as its last search");
    }

    /// <summary>
    /// A set is simulated and timed, and where that was quick some more together, as a search does: what the strategy costs
    /// on this machine cannot be guessed.
    /// </summary>
    public double EstimateMinutes(SearchPlan plan, CancellationToken cancellation = default)
    {
        var workers = plan.Settings.Workers ?? Environment.ProcessorCount;
        var budget = plan.Settings.Budget(plan.Space.Total);
        var evaluator = new TrialEvaluator(plan, candles, cancellation);
        var watch = Stopwatch.StartNew();
        evaluator.Evaluate([plan.FirstPoint], 0, 1, cancellation);
        var alone = watch.Elapsed.TotalMinutes / workers;
        if (watch.Elapsed > QuickSet || budget < TimedSets)
        {
            return alone * budget;
        }

        // Evenly through the space; the first run above has warmed up the code.
        var points = Enumerable.Range(0, TimedSets).Select(i => plan.Space.PointAt(plan.Space.Total / TimedSets * i)).ToList();
        watch.Restart();
        evaluator.Evaluate(points, 0, workers, cancellation);
        return Math.Min(alone, watch.Elapsed.TotalMinutes / TimedSets) * budget;
    }
}

/// <summary>The answer to a submitted search.</summary>
/// <param name="Id">The stored search; null where the spec has problems.</param>
/// <param name="TotalCombinations">Sets of the whole product.</param>
/// <param name="Status">PENDING for a new one, COMPLETED for a stored one.</param>
/// <param name="Cached">True where a stored search with the same fingerprint answers.</param>
/// <param name="EstimatedMinutes">How long it will take, from one timed set.</param>
/// <param name="Problems">All problems of the spec; empty where it was taken.</param>
internal sealed record OptimizationOutcome(long? Id, long TotalCombinations, string Status, bool Cached, double EstimatedMinutes, IReadOnlyList<SpecProblem> Problems);
