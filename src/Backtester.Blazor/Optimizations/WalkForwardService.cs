using System.Diagnostics;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Optimizations;

/// <summary>Walk-forwards, as pages and the API see them. Changes are told by <see cref="JobFeed"/>.</summary>
internal sealed class WalkForwardService(
    WalkForwardStore store, WalkForwardDocuments documents, ICandleCatalog candles, IStrategyLibrary strategies, IJobService jobs, JobFeed feed, JobQueue queue)
{
    /// <summary>Says what a spec means, or all that is wrong with it. Stores nothing.</summary>
    public async Task<(WalkForwardPlan? Plan, IReadOnlyList<SpecProblem> Problems)> CheckAsync(string specText, SpecFormat format = SpecFormat.Json, CancellationToken cancellation = default)
    {
        try
        {
            return (await Task.Run(() => WalkForwardPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation), []);
        }
        catch (SpecException error)
        {
            return (null, error.Problems);
        }
    }

    /// <summary>
    /// Takes a walk-forward: stores it with its job, PENDING, and returns at once. A stored COMPLETED one with the same
    /// fingerprint answers instead, unless <paramref name="fresh"/>.
    /// </summary>
    public async Task<WalkForwardOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default)
    {
        var (plan, problems) = await CheckAsync(specText, format, cancellation);
        if (plan is null)
        {
            return new WalkForwardOutcome(null, 0, 0, "", false, 0, problems);
        }

        var sets = plan.Search.Settings.Budget(plan.Search.Space.Total) * plan.Windows.Count;
        if (!fresh && await store.FindCompletedAsync(plan.Fingerprint, cancellation) is { } known)
        {
            return new WalkForwardOutcome(known, plan.Windows.Count, sets, WorkStatus.Completed.Word(), true, 0, []);
        }

        var minutes = await Task.Run(() => EstimateMinutes(plan, cancellation), cancellation);
        var (walk, job) = await store.CreateAsync(plan, new NewJob(WalkForwardJob.Kind), CancellationToken.None);
        Tell(job);
        return new WalkForwardOutcome(walk.Id, plan.Windows.Count, sets, WorkStatus.Pending.Word(), false, minutes, []);
    }

    /// <summary>A walk-forward with the windows that are done; null where there is none.</summary>
    public Task<StoredWalkForward?> GetAsync(long id, CancellationToken cancellation = default) => store.GetAsync(id, cancellation);

    /// <summary>The same as the document that the API answers with.</summary>
    public WalkForwardDocuments Documents => documents;

    /// <summary>The latest walk-forwards.</summary>
    public Task<IReadOnlyList<WalkForwardSummary>> ListAsync(int limit = 100, CancellationToken cancellation = default) => store.ListAsync(limit, cancellation);

    /// <summary>The latest job of a walk-forward; null where there is none.</summary>
    public Task<Job?> JobAsync(long id, CancellationToken cancellation = default) => store.FindJobAsync(id, cancellation);

    /// <summary>Stops a walk-forward; its windows stay, and <see cref="ResumeAsync"/> goes on behind them. False where it neither waits nor runs.</summary>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default) =>
        await store.FindJobAsync(id, cancellation) is { } job && await jobs.CancelAsync(job.Id, cancellation);

    /// <summary>Goes on with a walk-forward that was stopped or failed; false where it was not.</summary>
    public async Task<bool> ResumeAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.ReopenAsync(id, new NewJob(WalkForwardJob.Kind), cancellation) is not { } job)
        {
            return false;
        }

        Tell(job);
        return true;
    }

    /// <summary>Removes a walk-forward that has ended; false where there is none, or it waits or runs.</summary>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => store.DeleteAsync(id, cancellation);

    /// <summary>One set is simulated on the first window's stretch and timed.</summary>
    public double EstimateMinutes(WalkForwardPlan plan, CancellationToken cancellation = default)
    {
        var first = plan.Windows[0];
        var evaluator = new TrialEvaluator(plan.SearchOf(first), candles, cancellation);
        var watch = Stopwatch.StartNew();
        evaluator.Evaluate([plan.Search.FirstPoint], 0, 1, cancellation);
        var workers = plan.Search.Settings.Workers ?? Environment.ProcessorCount;
        return watch.Elapsed.TotalMinutes / first.InSampleBars * (plan.BarCombos / plan.Search.Base.Series.Count) / workers;
    }

    private void Tell(Job job)
    {
        feed.Publish(new JobChange(job.Id, job.Kind, null, WorkStatus.Pending.Word()));
        queue.Wake();
    }
}

/// <summary>The answer to a submitted walk-forward.</summary>
/// <param name="Id">The stored walk-forward; null where the spec has problems.</param>
/// <param name="Windows">Windows of the range.</param>
/// <param name="Sets">Sets of all windows at most.</param>
/// <param name="Status">PENDING for a new one, COMPLETED for a stored one.</param>
/// <param name="Cached">True where a stored one with the same fingerprint answers.</param>
/// <param name="EstimatedMinutes">How long it will take, from one timed set.</param>
/// <param name="Problems">All problems of the spec; empty where it was taken.</param>
internal sealed record WalkForwardOutcome(long? Id, int Windows, long Sets, string Status, bool Cached, double EstimatedMinutes, IReadOnlyList<SpecProblem> Problems);
