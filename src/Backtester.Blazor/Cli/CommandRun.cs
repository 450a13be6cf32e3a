using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>
/// A run in a command's own process. It is stored as a running job whose owner is a lock of this process: `jobs cancel`
/// reaches it, and where the process dies the next `serve` takes it up.
/// </summary>
internal static class CommandRun
{
    /// <summary>Runs a plan to the end and gives the stored run's id.</summary>
    public static async Task<long> RunAsync(Workspace workspace, RunPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        using var logs = CommandLog.Create(workspace.Options.Logs);
        var log = logs.CreateLogger("Backtester.Run");
        var owner = $"command:{Environment.MachineName}:{Guid.NewGuid():N}";
        using var held = workspace.Locks.TryTake(owner);
        var (run, row) = await workspace.Runs.CreateRunAndJobAsync(plan, new NewJob(BacktestJob.Kind) { Owner = owner }, cancellation: cancellation);
        using var scope = log.BeginScope("job {JobId} run {RunId}", row.Id, run.Id);
        using var job = new RunningJob(row, new JobClaim(row.Id, owner, row.Attempt));
        using var stop = cancellation.Register(() => job.Stop(StopReason.Cancel));
        try
        {
            await new JobPulse(workspace.Jobs, log).RunAsync(job, () => DoAsync(workspace, plan, run.Id, job, output));
            log.LogDebug("Run {RunId} is done", run.Id);
            return run.Id;
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested)
        {
            await workspace.Jobs.CancelledAsync(job.Claim, CancellationToken.None);
            throw;
        }
        catch (Exception error)
        {
            log.LogError(error, "Run {RunId} failed", run.Id);
            await workspace.Jobs.FailAsync(job.Claim, error.Message, error.InnerException?.Message ?? error.GetType().Name, CancellationToken.None);
            throw;
        }
    }

    private static async Task DoAsync(Workspace workspace, RunPlan plan, long runId, RunningJob job, CommandOutput output)
    {
        var backtest = new BacktestJob(workspace.Runs, workspace.Curves, workspace.Candles);
        using var progress = ProgressBar.For(output, plan.Spec.Name);
        var result = await Task.Run(() => backtest.Execute(plan, job, (p, _) => progress.Show(p.Done, p.Total), TimeProvider.System));
        if (!await backtest.SaveAsync(runId, result, job))
        {
            throw new InvalidOperationException($"run {runId} was cancelled or deleted while it ran; its result is dropped");
        }
    }
}
