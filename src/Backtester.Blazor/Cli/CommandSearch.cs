using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>
/// A search in a command's own process, stored as a running job whose owner is a lock of this process: `optimize cancel`
/// reaches it, and where the process dies the next `serve` goes on with it.
/// </summary>
internal static class CommandSearch
{
    /// <summary>Searches to the end and gives the stored search's id.</summary>
    public static async Task<long> RunAsync(Workspace workspace, SearchPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        var owner = Owner();
        using var held = workspace.Locks.TryTake(owner);
        var (search, row) = await workspace.Optimizations.CreateAsync(plan, new NewJob(OptimizationJob.Kind) { Owner = owner }, cancellation);
        await DoAsync(workspace, row, owner, output, cancellation);
        return search.Id;
    }

    /// <summary>Goes on with a stored search; false where there is nothing to go on with.</summary>
    public static async Task<bool> ResumeAsync(Workspace workspace, long id, CommandOutput output, CancellationToken cancellation)
    {
        var owner = Owner();
        using var held = workspace.Locks.TryTake(owner);
        if (await workspace.Optimizations.ReopenAsync(id, new NewJob(OptimizationJob.Kind) { Owner = owner }, cancellation) is not { } row)
        {
            return false;
        }

        await DoAsync(workspace, row, owner, output, cancellation);
        return true;
    }

    private static async Task DoAsync(Workspace workspace, Job row, string owner, CommandOutput output, CancellationToken cancellation)
    {
        using var logs = CommandLog.Create(workspace.Options.Logs);
        var log = logs.CreateLogger("Backtester.Search");
        using var job = new RunningJob(row, new JobClaim(row.Id, owner, row.Attempt));
        using var stop = cancellation.Register(() => job.Stop(StopReason.Cancel));
        try
        {
            await new JobPulse(workspace.Jobs, log).RunAsync(job, async () =>
            {
                using var progress = ProgressBar.For(output, "Search");
                var work = new OptimizationJob(workspace.Optimizations, workspace.Candles);
                if (!await work.RunAsync(job, p => progress.Show(p.Done, p.Total), TimeProvider.System))
                {
                    throw new InvalidOperationException($"search {row.OptimizationId} was cancelled or deleted while it ran");
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
            log.LogError(error, "Search {SearchId} failed", row.OptimizationId);
            await workspace.Jobs.FailAsync(job.Claim, error.Message, error.InnerException?.Message ?? error.GetType().Name, CancellationToken.None);
            throw;
        }
    }

    private static string Owner() => $"command:{Environment.MachineName}:{Guid.NewGuid():N}";
}
