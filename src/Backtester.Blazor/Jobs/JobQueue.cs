using System.Collections.Concurrent;
using Backtester.Blazor.Options;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>
/// Runs the stored jobs, oldest first, some at once. What it must survive: the process may die at any moment (the next
/// start takes the jobs up again), and may be told to end (running jobs go back to the queue).
/// </summary>
internal sealed class JobQueue(JobStore jobs, JobWorker worker, IOwnerLocks locks, BacktesterOptions options, TimeProvider clock, ILogger<JobQueue> log)
    : BackgroundService
{
    /// <summary>A look at the queue even where nobody called: another process may have left something behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _owner = $"serve:{Environment.MachineName}:{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<long, RunningJob> _running = new();
    private readonly ConcurrentDictionary<Task, bool> _work = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Says that a job waits.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Tells a job of this process to stop; false where it is none.</summary>
    public bool Stop(long jobId)
    {
        if (!_running.TryGetValue(jobId, out var job))
        {
            return false;
        }

        job.Stop(StopReason.Cancel);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(options.Jobs.Slots);
        using var stop = stoppingToken.Register(() =>
        {
            foreach (var job in _running.Values)
            {
                job.Stop(StopReason.Shutdown);
            }
        });
        try
        {
            await TryAsync(() => RequeueOrphansAsync(stoppingToken), stoppingToken);
            while (true)
            {
                await slots.WaitAsync(stoppingToken);
                var job = await NextAsync(stoppingToken);
                var task = WorkAsync(job, slots, stoppingToken);
                _work[task] = true;
                _ = task.ContinueWith(t => _work.TryRemove(t, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends; what runs is given back.
        }

        await Task.WhenAll(_work.Keys);
    }

    private async Task<RunningJob> NextAsync(CancellationToken stopping)
    {
        RunningJob? job = null;
        while (job is null)
        {
            await TryAsync(
                async () =>
                {
                    if (await jobs.ClaimNextAsync(_owner, stopping) is { } next)
                    {
                        job = new RunningJob(next.Job, next.Claim);
                    }
                    else if (!await _wake.WaitAsync(Patience, stopping))
                    {
                        await RequeueOrphansAsync(stopping);
                    }
                },
                stopping);
        }

        return job;
    }

    private async Task WorkAsync(RunningJob job, SemaphoreSlim slots, CancellationToken stopping)
    {
        _running[job.Job.Id] = job;
        if (stopping.IsCancellationRequested)
        {
            job.Stop(StopReason.Shutdown);
        }

        await worker.RunAsync(job);
        _running.TryRemove(job.Job.Id, out _);
        job.Dispose();
        slots.Release();
    }

    /// <summary>Gives jobs of processes that are gone back to the queue.</summary>
    private async Task RequeueOrphansAsync(CancellationToken cancellation)
    {
        var orphans = await jobs.RequeueOrphansAsync(IsAlive, cancellation: cancellation);
        if (orphans.Requeued.Count + orphans.Cancelled.Count + orphans.Failed.Count > 0)
        {
            log.LogWarning(
                "Jobs of a process that is gone: {Requeued} wait again, {Cancelled} cancelled, {Failed} given up",
                orphans.Requeued,
                orphans.Cancelled,
                orphans.Failed);
        }
    }

    /// <summary>This process holds the lock of `serve`, so no other `serve` lives; commands hold a lock each.</summary>
    private bool IsAlive(string owner) =>
        owner == _owner || (!owner.StartsWith("serve:", StringComparison.Ordinal) && owner.Length > 0 && locks.IsHeld(owner));

    private async Task TryAsync(Func<Task> action, CancellationToken stopping)
    {
        try
        {
            await action();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The queue could not be read; it is tried again in a moment");
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stopping);
        }
    }
}
