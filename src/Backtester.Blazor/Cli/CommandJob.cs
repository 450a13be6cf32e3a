using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>
/// A stored job in a command's own process: its owner is a lock of this process, so that a cancel from elsewhere reaches
/// it, and the next `serve` goes on with it where the process dies.
/// </summary>
internal static class CommandJob
{
    /// <summary>A name for the owner of a job, used once.</summary>
    public static string Owner() => $"command:{Environment.MachineName}:{Guid.NewGuid():N}";

    /// <summary>Works on a job that was stored as running.</summary>
    /// <param name="workspace">Where it is stored.</param>
    /// <param name="row">The job.</param>
    /// <param name="owner">Who it was stored for; the caller holds the lock of this name.</param>
    /// <param name="what">How people call what it makes, such as "search 3".</param>
    /// <param name="work">Does it; false where the job is no longer this process's.</param>
    /// <param name="cancellation">Stops and cancels it.</param>
    public static async Task DoAsync(Workspace workspace, Job row, string owner, string what, Func<RunningJob, Task<bool>> work, CancellationToken cancellation)
    {
        using var logs = CommandLog.Create(workspace.Options.Logs);
        var log = logs.CreateLogger("Backtester.Job");
        using var job = new RunningJob(row, new JobClaim(row.Id, owner, row.Attempt));
        using var stop = cancellation.Register(() => job.Stop(StopReason.Cancel));
        try
        {
            await new JobPulse(workspace.Jobs, log).RunAsync(job, async () =>
            {
                if (!await work(job))
                {
                    throw new InvalidOperationException($"{what} was cancelled or deleted while it ran");
                }
            });
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested)
        {
            await workspace.Jobs.CancelledAsync(job.Claim, CancellationToken.None);
            throw;
        }
        catch (Exception error)
        {
            log.LogError(error, "{What} failed", what);
            await workspace.Jobs.FailAsync(job.Claim, error.Message, error.InnerException?.Message ?? error.GetType().Name, CancellationToken.None);
            throw;
        }
    }
}
