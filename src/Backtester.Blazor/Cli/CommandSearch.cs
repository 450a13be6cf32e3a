using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>A search in a command's own process (<see cref="CommandJob"/>).</summary>
internal static class CommandSearch
{
    /// <summary>Searches to the end and gives the stored search's id.</summary>
    public static async Task<long> RunAsync(Workspace workspace, SearchPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        var owner = CommandJob.Owner();
        using var held = workspace.Locks.TryTake(owner);
        var (search, row) = await workspace.Optimizations.CreateAsync(plan, new NewJob(OptimizationJob.Kind) { Owner = owner }, cancellation);
        await DoAsync(workspace, row, owner, output, cancellation);
        return search.Id;
    }

    /// <summary>Goes on with a stored search; false where there is nothing to go on with.</summary>
    public static async Task<bool> ResumeAsync(Workspace workspace, long id, CommandOutput output, CancellationToken cancellation)
    {
        var owner = CommandJob.Owner();
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
        using var progress = ProgressBar.For(output, "Search");
        var work = new OptimizationJob(workspace.Optimizations, workspace.Candles, workspace.CommandStrategies);
        try
        {
            await CommandJob.DoAsync(
                workspace, row, owner, $"search {row.OptimizationId}", job => work.RunAsync(job, p => progress.Show(p.Done, p.Total), TimeProvider.System), cancellation);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            // Another process stopped it: for good, or until somebody goes on.
            if ((await workspace.Optimizations.GetAsync(row.OptimizationId!.Value, CancellationToken.None))?.Row.Status == WorkStatus.Paused)
            {
                throw new InvalidOperationException($"search {row.OptimizationId} was paused; `optimize resume {row.OptimizationId}` goes on with it", stopped);
            }

            throw;
        }
    }
}
