using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Jobs;

/// <summary>
/// Changes of a job's row as compare-and-set: the update itself names the state that it expects, and reports whether it
/// found it. What the job makes is moved along in the same transaction, the job's row always first.
/// </summary>
internal static class JobRows
{
    public static Job New(NewJob job, long nowMs) => new()
    {
        Kind = job.Kind,
        Payload = StoredText.Exact("payload", job.Payload),
        RunId = job.RunId,
        OptimizationId = job.OptimizationId,
        WalkForwardId = job.WalkForwardId,
        BatchId = job.BatchId,
        CreatedMs = nowMs,
        Status = job.Owner is null ? WorkStatus.Pending : WorkStatus.Running,
        Owner = job.Owner,
        Attempt = job.Owner is null ? 0 : 1,
        StartedMs = job.Owner is null ? null : nowMs,
        HeartbeatMs = job.Owner is null ? null : nowMs,
    };

    /// <summary>The row of a claim, as long as the claim holds.</summary>
    public static IQueryable<Job> Held(BacktesterDb db, JobClaim claim) => db.Jobs.Where(j =>
        j.Id == claim.JobId && j.Status == WorkStatus.Running && j.Owner == claim.Owner && j.Attempt == claim.Attempt);

    /// <summary>Ends the jobs as COMPLETED, which the caller has narrowed down to those that may end so.</summary>
    /// <param name="jobs">Which ones.</param>
    /// <param name="nowMs">When.</param>
    /// <param name="words">What was done; null for nothing to say. How far it was on the way is no longer of interest.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many were ended.</returns>
    public static async Task<int> CompleteAsync(IQueryable<Job> jobs, long nowMs, string? words, CancellationToken cancellation)
    {
        var message = words is null ? null : StoredText.Readable(words);
        return await jobs.ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.Status, WorkStatus.Completed)
                .SetProperty(j => j.Progress, 1.0)
                .SetProperty(j => j.Message, message)
                .SetProperty(j => j.FinishedMs, nowMs)
                .SetProperty(j => j.EtaMs, (long?)null)
                .SetProperty(j => j.ErrorMessage, (string?)null)
                .SetProperty(j => j.ErrorCause, (string?)null),
            cancellation);
    }

    /// <summary>Ends the jobs as FAILED or CANCELLED, which the caller has narrowed down to those that may end so.</summary>
    /// <returns>How many were ended.</returns>
    public static Task<int> EndAsync(IQueryable<Job> jobs, WorkStatus status, long nowMs, string? error, string? cause, CancellationToken cancellation) =>
        jobs.ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.Status, status)
                .SetProperty(j => j.FinishedMs, nowMs)
                .SetProperty(j => j.EtaMs, (long?)null)
                .SetProperty(j => j.ErrorMessage, error)
                .SetProperty(j => j.ErrorCause, cause),
            cancellation);

    /// <summary>Ends the job of a search that is complete; that of a batch goes on to its next one.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> EndSearchAsync(IQueryable<Job> jobs, long nowMs, CancellationToken cancellation) =>
        await jobs.Where(j => j.BatchId != null).ExecuteUpdateAsync(set => set.SetProperty(j => j.OptimizationId, (long?)null), cancellation)
        + await CompleteAsync(jobs.Where(j => j.BatchId == null), nowMs, null, cancellation);

    /// <summary>Gives the jobs back to the queue.</summary>
    public static Task<int> RequeueAsync(IQueryable<Job> jobs, int attemptsTaken, CancellationToken cancellation) =>
        jobs.ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.Status, WorkStatus.Pending)
                .SetProperty(j => j.Owner, (string?)null)
                .SetProperty(j => j.Attempt, j => j.Attempt - attemptsTaken)
                .SetProperty(j => j.StartedMs, (long?)null)
                .SetProperty(j => j.HeartbeatMs, (long?)null)
                .SetProperty(j => j.EtaMs, (long?)null),
            cancellation);

    /// <summary>Moves what a job makes along with it; what has ended already stays as it is.</summary>
    public static async Task CarryAsync(BacktesterDb db, Job job, WorkStatus status, long nowMs, string? error, string? cause, CancellationToken cancellation)
    {
        if (job.RunId is { } runId)
        {
            await CarryRunAsync(db, runId, status, nowMs, error, cause, cancellation);
        }

        if (job.OptimizationId is { } optimizationId && !(status == WorkStatus.Cancelled && await PauseAsync(db, optimizationId, nowMs, cancellation)))
        {
            await MoveSearchAsync(db, optimizationId, status, nowMs, error, cause, cancellation);
        }

        if (job.WalkForwardId is { } walkForwardId)
        {
            await MoveAsync(db.WalkForwards.Where(w => w.Id == walkForwardId), status, nowMs, error, cause, cancellation);
        }

        if (job.BatchId is { } batchId)
        {
            await MoveAsync(db.Batches.Where(b => b.Id == batchId), status, nowMs, error, cause, cancellation);
        }
    }

    /// <summary>PAUSED, CANCELLED or FAILED → what is given: the work goes on.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> ReopenAsync<T>(IQueryable<T> results, WorkStatus status, CancellationToken cancellation)
        where T : class, IJobResult => results
        .Where(r => r.Status == WorkStatus.Paused || r.Status == WorkStatus.Cancelled || r.Status == WorkStatus.Failed)
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.Status, status)
                .SetProperty(r => r.FinishedMs, (long?)null)
                .SetProperty(r => r.ErrorMessage, (string?)null)
                .SetProperty(r => r.ErrorCause, (string?)null),
            cancellation);

    /// <summary>A search whose stop was asked for as a pause is PAUSED, whoever notices that its work has ended.</summary>
    private static async Task<bool> PauseAsync(BacktesterDb db, long optimizationId, long nowMs, CancellationToken cancellation) => await db.Optimizations
        .Where(o => o.Id == optimizationId && o.PauseRequested && (o.Status == WorkStatus.Pending || o.Status == WorkStatus.Running))
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(o => o.Status, WorkStatus.Paused)
                .SetProperty(o => o.PauseRequested, false)
                .SetProperty(o => o.FinishedMs, nowMs),
            cancellation) == 1;

    /// <summary>Moves a run that has not ended.</summary>
    /// <returns>1, or 0 where there is none or it has ended.</returns>
    public static Task<int> CarryRunAsync(BacktesterDb db, long runId, WorkStatus status, long nowMs, string? error, string? cause, CancellationToken cancellation) =>
        MoveAsync(db.Runs.Where(r => r.Id == runId), status, nowMs, error, cause, cancellation);

    /// <summary>Moves a search that has not ended.</summary>
    /// <returns>1, or 0 where there is none or it has ended.</returns>
    public static Task<int> MoveSearchAsync(BacktesterDb db, long id, WorkStatus status, long nowMs, string? error, string? cause, CancellationToken cancellation) =>
        MoveAsync(db.Optimizations.Where(o => o.Id == id), status, nowMs, error, cause, cancellation);

    private static Task<int> MoveAsync<T>(IQueryable<T> results, WorkStatus status, long nowMs, string? error, string? cause, CancellationToken cancellation)
        where T : class, IJobResult => results
        .Where(r => r.Status == WorkStatus.Pending || r.Status == WorkStatus.Running)
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.Status, status)
                .SetProperty(r => r.StartedMs, r => status == WorkStatus.Running ? nowMs : status == WorkStatus.Pending ? null : r.StartedMs)
                .SetProperty(r => r.FinishedMs, r => status == WorkStatus.Running || status == WorkStatus.Pending ? null : nowMs)
                .SetProperty(r => r.ErrorMessage, error)
                .SetProperty(r => r.ErrorCause, cause),
            cancellation);
}
