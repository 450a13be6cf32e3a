using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>The queue of a data folder as a command sees it: what is added waits for the folder's `serve`, running or started later.</summary>
internal sealed class CommandQueue : IDisposable
{
    private readonly ILoggerFactory _logs;
    private readonly JobFeed _feed;
    private readonly JobQueue _queue;

    public CommandQueue(Workspace workspace)
    {
        var (jobs, candles, strategies) = (workspace.Jobs, workspace.Candles, workspace.CommandStrategies);
        _logs = CommandLog.Create(workspace.Options.Logs);
        _feed = new JobFeed(_logs.CreateLogger<JobFeed>());

        // It is never started, so it needs nothing to work with: a command only adds.
        _queue = new JobQueue(jobs, null!, workspace.Locks, workspace.Options, TimeProvider.System, _logs.CreateLogger<JobQueue>());
        Jobs = new JobService(jobs, workspace.Database, TimeProvider.System, _feed);
        var searches = new OptimizationService(workspace.Optimizations, candles, strategies, Jobs, _feed, _queue);
        Retry = new JobRetry(
            jobs,
            new BacktestService(workspace.Runs, jobs, workspace.Database, workspace.Curves, candles, strategies, Jobs, _feed, _queue),
            searches,
            new WalkForwardService(workspace.WalkForwards, new WalkForwardDocuments(workspace.Curves), candles, strategies, Jobs, _feed, _queue),
            new BatchService(workspace.Batches, candles, strategies, searches, Jobs, _feed, _queue),
            new FetchService(jobs, _feed, _queue),
            new RecommendationQueue(jobs, workspace.ActiveStrategies, workspace.Recommendations, _feed, _queue));
    }

    /// <summary>The jobs.</summary>
    public IJobService Jobs { get; }

    /// <summary>Adds the work of a job once more.</summary>
    public JobRetry Retry { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _feed.Dispose();
        _logs.Dispose();
    }
}
