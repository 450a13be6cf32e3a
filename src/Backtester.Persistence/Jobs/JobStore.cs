using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Jobs;

/// <summary>
/// The durable queue. A job is done by one worker at a time; whatever a job becomes (RUNNING, FAILED, CANCELLED, PENDING
/// again), the run or search that it makes becomes in the same transaction. COMPLETED is written with the result: see
/// <see cref="Runs.RunStore.SaveResultAsync"/>.
/// </summary>
public sealed partial class JobStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>How many times a job is begun whose owner dies each time.</summary>
    public const int DefaultMaxAttempts = 5;

    /// <summary>Adds a job at the end of the queue (or, with an owner, as running).</summary>
    public Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var row = JobRows.New(job, Now());
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            if (job.Owner is not null)
            {
                await JobRows.CarryAsync(db, row, WorkStatus.Running, Now(), null, null, token);
            }

            return row;
        },
        cancellation);

    /// <summary>Takes the oldest PENDING job; each goes to one caller only.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The job, now RUNNING, with its claim; null where none waits.</returns>
    public Task<(Job Job, JobClaim Claim)?> ClaimNextAsync(string owner, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            while (true)
            {
                var next = await db.Jobs.AsNoTracking().Where(j => j.Status == WorkStatus.Pending).OrderBy(j => j.Id).FirstOrDefaultAsync(token);
                if (next is null)
                {
                    return ((Job, JobClaim)?)null;
                }

                if (await TakeAsync(db, next, owner, token))
                {
                    var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == next.Id, token);
                    return (job, new JobClaim(job.Id, owner, job.Attempt));
                }
            }
        },
        cancellation);

    /// <summary>Writes progress and a sign of life.</summary>
    /// <param name="claim">The worker's claim.</param>
    /// <param name="progress">How far it is; null for a sign of life alone.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether to go on.</returns>
    public Task<JobSignal> ReportAsync(JobClaim claim, JobProgress? progress = null, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now();
            var held = JobRows.Held(db, claim);
            var changed = progress is null
                ? await held.ExecuteUpdateAsync(set => set.SetProperty(j => j.HeartbeatMs, now), token)
                : await WriteProgressAsync(held, progress, now, token);
            if (changed == 0)
            {
                return JobSignal.Lost;
            }

            return await held.Select(j => j.CancelRequested).SingleAsync(token) ? JobSignal.Cancel : JobSignal.Continue;
        },
        cancellation);

    /// <summary>RUNNING → COMPLETED, for work whose result is not a run's.</summary>
    /// <param name="claim">The worker's claim.</param>
    /// <param name="words">What it did, in a few words; null for nothing to say.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> CompleteAsync(JobClaim claim, string? words = null, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await JobRows.CompleteAsync(JobRows.Held(db, claim), Now(), words, token) == 1,
        cancellation);

    /// <summary>RUNNING → FAILED.</summary>
    /// <param name="claim">The worker's claim.</param>
    /// <param name="message">What went wrong, in a sentence.</param>
    /// <param name="cause">Why, as far as known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> FailAsync(JobClaim claim, string message, string? cause = null, CancellationToken cancellation = default) =>
        EndAsync(claim, WorkStatus.Failed, StoredText.Readable(message), cause is null ? null : StoredText.Readable(cause), cancellation);

    /// <summary>RUNNING → CANCELLED: the worker has stopped.</summary>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> CancelledAsync(JobClaim claim, CancellationToken cancellation = default) =>
        EndAsync(claim, WorkStatus.Cancelled, null, null, cancellation);

    /// <summary>RUNNING → PENDING: the process ends in order and leaves the job to the next start. Counts as no attempt.</summary>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> ReleaseAsync(JobClaim claim, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var job = await JobRows.Held(db, claim).AsNoTracking().SingleOrDefaultAsync(token);
            if (job is null || await JobRows.RequeueAsync(JobRows.Held(db, claim), attemptsTaken: 1, token) == 0)
            {
                return false;
            }

            await JobRows.CarryAsync(db, job, WorkStatus.Pending, Now(), null, null, token);
            return true;
        },
        cancellation);

    /// <summary>Cancels a waiting job, or asks a running one to stop (its worker learns it when it next reports).</summary>
    public Task<CancelOutcome> RequestCancelAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            // Twice at most: a waiting job may begin in between, a running one may be given back once.
            while (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, token) is { } job)
            {
                if (job.Status.IsFinal())
                {
                    return CancelOutcome.AlreadyFinished;
                }

                var expected = db.Jobs.Where(j => j.Id == id && j.Status == job.Status);
                if (job.Status == WorkStatus.Running)
                {
                    if (await expected.ExecuteUpdateAsync(set => set.SetProperty(j => j.CancelRequested, true), token) == 1)
                    {
                        return CancelOutcome.Requested;
                    }
                }
                else if (await JobRows.EndAsync(expected, WorkStatus.Cancelled, Now(), null, null, token) == 1)
                {
                    await JobRows.CarryAsync(db, job, WorkStatus.Cancelled, Now(), null, null, token);
                    return CancelOutcome.Cancelled;
                }
            }

            return CancelOutcome.NotFound;
        },
        cancellation);

    /// <summary>Gives jobs whose owner is gone back to the queue, once each however many callers there are.</summary>
    /// <param name="isOwnerAlive">Whether an owner still works; asked once for each owner, outside any transaction.</param>
    /// <param name="maxAttempts">A job begun this many times fails instead: it seems to take its process down with it.</param>
    /// <param name="cancellation">Ends it; jobs already given back stay so.</param>
    public async Task<OrphanedJobs> RequeueOrphansAsync(Func<string, bool> isOwnerAlive, int maxAttempts = DefaultMaxAttempts, CancellationToken cancellation = default)
    {
        List<Job> running;
        await using (var db = factory.OpenForReading())
        {
            running = await db.Jobs.Where(j => j.Status == WorkStatus.Running).OrderBy(j => j.Id).ToListAsync(cancellation);
        }

        var gone = running.Select(j => j.Owner ?? "").Distinct(StringComparer.Ordinal).Where(o => !isOwnerAlive(o)).ToHashSet(StringComparer.Ordinal);
        List<long> requeued = [], cancelled = [], failed = [];
        foreach (var job in running.Where(j => gone.Contains(j.Owner ?? "")))
        {
            switch (await TakeBackAsync(job, maxAttempts, cancellation))
            {
                case WorkStatus.Pending:
                    requeued.Add(job.Id);
                    break;
                case WorkStatus.Cancelled:
                    cancelled.Add(job.Id);
                    break;
                case WorkStatus.Failed:
                    failed.Add(job.Id);
                    break;
            }
        }

        return new OrphanedJobs(requeued, cancelled, failed);
    }

    private static Task<int> WriteProgressAsync(IQueryable<Job> held, JobProgress progress, long now, CancellationToken cancellation)
    {
        double? fraction = progress.Total > 0 ? Math.Clamp((double)progress.Done / progress.Total, 0, 1) : null;
        var message = progress.Message is null ? null : StoredText.Readable(progress.Message);
        return held.ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.Done, progress.Done)
                .SetProperty(j => j.Total, progress.Total)
                .SetProperty(j => j.Progress, fraction)
                .SetProperty(j => j.EtaMs, progress.EtaMs)
                .SetProperty(j => j.Message, j => message ?? j.Message)
                .SetProperty(j => j.HeartbeatMs, now),
            cancellation);
    }

    private async Task<bool> TakeAsync(BacktesterDb db, Job next, string owner, CancellationToken cancellation)
    {
        var now = Now();
        var taken = await db.Jobs
            .Where(j => j.Id == next.Id && j.Status == WorkStatus.Pending)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.Status, WorkStatus.Running)
                    .SetProperty(j => j.Owner, owner)
                    .SetProperty(j => j.Attempt, j => j.Attempt + 1)
                    .SetProperty(j => j.StartedMs, now)
                    .SetProperty(j => j.HeartbeatMs, now),
                cancellation);
        if (taken == 0)
        {
            return false;
        }

        await JobRows.CarryAsync(db, next, WorkStatus.Running, now, null, null, cancellation);
        return true;
    }

    private Task<bool> EndAsync(JobClaim claim, WorkStatus status, string? message, string? cause, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now();
            var job = await JobRows.Held(db, claim).AsNoTracking().SingleOrDefaultAsync(token);
            if (job is null || await JobRows.EndAsync(JobRows.Held(db, claim), status, now, message, cause, token) == 0)
            {
                return false;
            }

            await JobRows.CarryAsync(db, job, status, now, message, cause, token);
            return true;
        },
        cancellation);

    private Task<WorkStatus?> TakeBackAsync(Job seen, int maxAttempts, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now();
            var expected = db.Jobs.Where(j => j.Id == seen.Id && j.Status == WorkStatus.Running && j.Owner == seen.Owner && j.Attempt == seen.Attempt);
            if (await expected.AsNoTracking().SingleOrDefaultAsync(token) is not { } job)
            {
                return (WorkStatus?)null;
            }

            var status = job.CancelRequested ? WorkStatus.Cancelled : job.Attempt >= maxAttempts ? WorkStatus.Failed : WorkStatus.Pending;
            var error = status == WorkStatus.Failed ? $"given up after {job.Attempt} attempts: the process ended each time while it ran" : null;
            var changed = status == WorkStatus.Pending
                ? await JobRows.RequeueAsync(expected, attemptsTaken: 0, token)
                : await JobRows.EndAsync(expected, status, now, error, null, token);
            if (changed == 0)
            {
                return null;
            }

            await JobRows.CarryAsync(db, job, status, now, error, null, token);
            return status;
        },
        cancellation);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
