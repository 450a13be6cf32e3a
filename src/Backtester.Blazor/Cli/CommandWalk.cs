using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>A walk-forward in a command's own process (<see cref="CommandJob"/>).</summary>
internal static class CommandWalk
{
    /// <summary>Walks to the end and gives the stored walk-forward's id.</summary>
    public static async Task<long> RunAsync(Workspace workspace, WalkForwardPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        var owner = CommandJob.Owner();
        using var held = workspace.Locks.TryTake(owner);
        var (walk, row) = await workspace.WalkForwards.CreateAsync(plan, new NewJob(WalkForwardJob.Kind) { Owner = owner }, cancellation);
        await DoAsync(workspace, row, owner, output, cancellation);
        return walk.Id;
    }

    /// <summary>Goes on with a stored walk-forward; false where there is nothing to go on with.</summary>
    public static async Task<bool> ResumeAsync(Workspace workspace, long id, CommandOutput output, CancellationToken cancellation)
    {
        var owner = CommandJob.Owner();
        using var held = workspace.Locks.TryTake(owner);
        if (await workspace.WalkForwards.ReopenAsync(id, new NewJob(WalkForwardJob.Kind) { Owner = owner }, cancellation) is not { } row)
        {
            return false;
        }

        await DoAsync(workspace, row, owner, output, cancellation);
        return true;
    }

    private static async Task DoAsync(Workspace workspace, Job row, string owner, CommandOutput output, CancellationToken cancellation)
    {
        using var progress = ProgressBar.For(output, "Walk-forward");
        var work = new WalkForwardJob(workspace.WalkForwards, workspace.Curves, workspace.Candles, workspace.CommandStrategies);
        await CommandJob.DoAsync(
            workspace, row, owner, $"walk-forward {row.WalkForwardId}", job => work.RunAsync(job, p => progress.Show(p.Windows, p.Total), TimeProvider.System), cancellation);
    }
}
