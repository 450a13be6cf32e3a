using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Batches;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Optimizations;

/// <summary>Batches of searches, as pages and the API see them. Changes are told by <see cref="JobFeed"/>.</summary>
internal sealed class BatchService(BatchStore store, ICandleCatalog candles, IStrategyLibrary strategies, OptimizationService searches, IJobService jobs, JobFeed feed, JobQueue queue)
{
    /// <summary>Says what a spec means, or all that is wrong with it. Stores nothing.</summary>
    public async Task<(BatchPlan? Plan, IReadOnlyList<SpecProblem> Problems)> CheckAsync(string specText, SpecFormat format = SpecFormat.Json, CancellationToken cancellation = default)
    {
        try
        {
            return (await Task.Run(() => BatchPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation), []);
        }
        catch (SpecException error)
        {
            return (null, error.Problems);
        }
    }

    /// <summary>
    /// Takes a batch: stores it with its job, PENDING, and returns at once. A stored COMPLETED batch with the same
    /// fingerprint answers instead, unless <paramref name="fresh"/>; searches that are stored are not made again either way.
    /// </summary>
    public async Task<BatchOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default)
    {
        var (plan, problems) = await CheckAsync(specText, format, cancellation);
        if (plan is null)
        {
            return new BatchOutcome(null, 0, 0, "", false, 0, problems);
        }

        if (!fresh && await store.FindCompletedAsync(plan.Fingerprint, cancellation) is { } known)
        {
            return new BatchOutcome(known, plan.Cells.Count, plan.Sets, WorkStatus.Completed.Word(), true, 0, []);
        }

        var minutes = await EstimateMinutesAsync(plan, cancellation);
        var (batch, job) = await store.CreateAsync(plan, new NewJob(BatchJob.Kind), CancellationToken.None);
        Tell(job);
        return new BatchOutcome(batch.Id, plan.Cells.Count, plan.Sets, WorkStatus.Pending.Word(), false, minutes, []);
    }

    /// <summary>A batch with its searches, ranked; null where there is none.</summary>
    public async Task<League?> GetAsync(long id, CancellationToken cancellation = default) =>
        await store.GetAsync(id, cancellation) is { } batch ? League.Of(batch) : null;

    /// <summary>The latest batches.</summary>
    public Task<IReadOnlyList<OptimizationBatch>> ListAsync(int limit = 100, CancellationToken cancellation = default) => store.ListAsync(limit, cancellation);

    /// <summary>The latest job of a batch; null where there is none.</summary>
    public Task<Job?> JobAsync(long id, CancellationToken cancellation = default) => store.FindJobAsync(id, cancellation);

    /// <summary>Stops a batch; what was searched stays, and <see cref="ResumeAsync"/> goes on from it. False where it neither waits nor runs.</summary>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default) =>
        await store.FindJobAsync(id, cancellation) is { } job && await jobs.CancelAsync(job.Id, cancellation);

    /// <summary>Goes on with a batch that was stopped or failed; false where it was not.</summary>
    public async Task<bool> ResumeAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.ReopenAsync(id, new NewJob(BatchJob.Kind), cancellation) is not { } job)
        {
            return false;
        }

        Tell(job);
        return true;
    }

    /// <summary>Removes a batch that has ended, not its searches; false where there is none, or it waits or runs.</summary>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => store.DeleteAsync(id, cancellation);

    /// <summary>One set of each strategy and timeframe is simulated and timed.</summary>
    public Task<double> EstimateMinutesAsync(BatchPlan plan, CancellationToken cancellation = default) => Task.Run(
        () => plan.Cells
            .GroupBy(c => (c.Plan.Base.Spec.Strategy, c.Plan.Base.Spec.Timeframe.Name))
            .Sum(g => searches.EstimateMinutes(g.First().Plan, cancellation) * g.Count()),
        cancellation);

    private void Tell(Job job)
    {
        feed.Publish(new JobChange(job.Id, job.Kind, null, WorkStatus.Pending.Word()));
        queue.Wake();
    }
}

/// <summary>The answer to a submitted batch.</summary>
/// <param name="Id">The stored batch; null where the spec has problems.</param>
/// <param name="Searches">Searches of the batch.</param>
/// <param name="Sets">Sets of all searches at most.</param>
/// <param name="Status">PENDING for a new one, COMPLETED for a stored one.</param>
/// <param name="Cached">True where a stored one with the same fingerprint answers.</param>
/// <param name="EstimatedMinutes">How long it will take, from timed sets.</param>
/// <param name="Problems">All problems of the spec; empty where it was taken.</param>
internal sealed record BatchOutcome(long? Id, int Searches, long Sets, string Status, bool Cached, double EstimatedMinutes, IReadOnlyList<SpecProblem> Problems);
