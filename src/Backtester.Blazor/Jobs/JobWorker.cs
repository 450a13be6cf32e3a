using Backtester.Blazor.Downloads;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Options;
using Backtester.Blazor.Recommendations;
using Backtester.Core.Runs;
using Backtester.Data.Download;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>Does one job from its claim to its end, whichever end that is, and tells the feed.</summary>
internal sealed class JobWorker(
    JobStore jobs,
    BacktestJob backtests,
    FetchJob fetches,
    OptimizationJob searches,
    WalkForwardJob walks,
    BatchJob batches,
    RecommendationJob recommendations,
    JobFeed feed,
    LiveRuns live,
    RunPace pace,
    BacktesterOptions options,
    TimeProvider clock,
    ILogger<JobWorker> log)
{
    /// <summary>Returns when the job has ended or was given back; never throws.</summary>
    public async Task RunAsync(RunningJob job)
    {
        using var scope = log.BeginScope("job {JobId} run {RunId}", job.Job.Id, job.Job.RunId);
        try
        {
            Publish(job, WorkStatus.Running);
            await new JobPulse(jobs, log).RunAsync(job, () => DoAsync(job));
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested)
        {
            await EndAsync(job, () => EndStoppedAsync(job));
        }
        catch (Exception error)
        {
            log.LogError(error, "Job {JobId} failed", job.Job.Id);
            await EndAsync(job, () => EndFailedAsync(job, error));
        }
    }

    private async Task DoAsync(RunningJob job)
    {
        if (job.Job.Kind == FetchJob.Kind)
        {
            await FetchAsync(job);
            return;
        }

        if (job.Job.Kind == OptimizationJob.Kind)
        {
            await SearchAsync(job);
            return;
        }

        if (job.Job.Kind == WalkForwardJob.Kind)
        {
            await WalkAsync(job);
            return;
        }

        if (job.Job.Kind == BatchJob.Kind)
        {
            await SearchManyAsync(job);
            return;
        }

        if (job.Job.Kind == RecommendationJob.Kind)
        {
            await AdviseAsync(job);
            return;
        }

        if (job.Job.Kind != BacktestJob.Kind || job.Job.RunId is not { } runId)
        {
            throw new InvalidOperationException($"This program has no work of the kind '{job.Job.Kind}'.");
        }

        var run = await backtests.ReadAsync(runId, job.Token);
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        var began = clock.GetTimestamp();
        try
        {
            var result = await JobThread.Run(
                $"job {job.Job.Id}",
                () => backtests.Check(run, job.Token),
                plan => backtests.Execute(plan, job, OnProgress, clock));
            pace.Take(run.Summary.Strategy, (long)result.Curve.Count * run.Summary.Symbols.Count, clock.GetElapsedTime(began));
            if (await backtests.SaveAsync(runId, result, job))
            {
                log.LogInformation("Run {RunId} is done: {Trades} trades, result {ResultHash}", runId, result.Trades.Count, result.ResultHash);
                Publish(job, WorkStatus.Completed);
            }
            else
            {
                log.LogWarning("Run {RunId} was taken from this process; its result is dropped", runId);
            }
        }
        finally
        {
            live.End(runId);
        }

        void OnProgress(RunProgress progress, double? eta)
        {
            var state = live.Report(runId, progress, eta);
            if (due.IsDue())
            {
                Publish(job, progress, eta, state.BarsPerSecond);
            }
        }
    }

    private async Task FetchAsync(RunningJob job)
    {
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        if (await fetches.RunAsync(job, OnProgress) is (true, var runId))
        {
            log.LogInformation("Job {JobId} has fetched its candles", job.Job.Id);
            feed.Publish(new JobChange(job.Job.Id, job.Job.Kind, runId ?? job.Job.RunId, WorkStatus.Completed.Word(), 1));
        }

        // Pages are reported from several threads.
        void OnProgress(DownloadProgress progress)
        {
            lock (due)
            {
                if (due.IsDue())
                {
                    feed.Publish(new JobChange(
                        job.Job.Id, job.Job.Kind, job.Job.RunId, WorkStatus.Running.Word(),
                        progress.Total > 0 ? (double)progress.Done / progress.Total : double.NaN, progress.SecondsLeft, FetchJob.Words(progress)));
                }
            }
        }
    }

    private async Task SearchAsync(RunningJob job)
    {
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        if (await searches.RunAsync(job, OnProgress, clock))
        {
            log.LogInformation("Search {SearchId} is done", job.Job.OptimizationId);
            Publish(job, WorkStatus.Completed);
        }

        void OnProgress(OptimizationProgress progress)
        {
            if (due.IsDue())
            {
                feed.Publish(new JobChange(
                    job.Job.Id,
                    job.Job.Kind,
                    null,
                    WorkStatus.Running.Word(),
                    (double)progress.Done / progress.Total,
                    progress.SecondsLeft,
                    progress.Best is { } best ? $"{progress.Done:N0} of {progress.Total:N0} sets, best score {best.Score:0.####}" : $"{progress.Done:N0} of {progress.Total:N0} sets"));
            }
        }
    }

    private async Task WalkAsync(RunningJob job)
    {
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        if (await walks.RunAsync(job, OnProgress, clock))
        {
            log.LogInformation("Walk-forward {WalkForwardId} is done", job.Job.WalkForwardId);
            Publish(job, WorkStatus.Completed);
        }

        void OnProgress(WalkForwardProgress progress)
        {
            if (progress.Last is { } window)
            {
                log.LogInformation(
                    "Walk-forward {WalkForwardId}: window {Window} of {Windows}, {Sets} sets, out of sample {Return:0.##} %",
                    job.Job.WalkForwardId, window.Window.Number, progress.Total, window.Trials, 100 * (window.OutOfSample.Factor - 1));
            }

            // A window that is done is always told: pages show it.
            if (due.IsDue() || progress.Last is not null)
            {
                feed.Publish(new JobChange(job.Job.Id, job.Job.Kind, null, WorkStatus.Running.Word(), progress.Share, progress.SecondsLeft, progress.Words));
            }
        }
    }

    private async Task SearchManyAsync(RunningJob job)
    {
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        if (await batches.RunAsync(job, OnProgress, clock))
        {
            log.LogInformation("Batch {BatchId} is done", job.Job.BatchId);
            Publish(job, WorkStatus.Completed);
        }

        void OnProgress(BatchProgress progress)
        {
            if (due.IsDue() || progress.CellEnded)
            {
                feed.Publish(new JobChange(job.Job.Id, job.Job.Kind, null, WorkStatus.Running.Word(), progress.Share, progress.SecondsLeft, progress.Words));
            }
        }
    }

    private async Task AdviseAsync(RunningJob job)
    {
        var due = new ProgressClock(TimeSpan.FromMilliseconds(options.Jobs.ProgressMilliseconds), clock);
        if (await recommendations.RunAsync(job, OnProgress))
        {
            log.LogInformation("Job {JobId} is done: {Payload}", job.Job.Id, job.Job.Payload);
            Publish(job, WorkStatus.Completed);
        }

        void OnProgress(double share, string what)
        {
            if (due.IsDue())
            {
                feed.Publish(new JobChange(job.Job.Id, job.Job.Kind, null, WorkStatus.Running.Word(), share, Message: what));
            }
        }
    }

    private async Task EndStoppedAsync(RunningJob job)
    {
        if (job.Reason == StopReason.Shutdown && await jobs.ReleaseAsync(job.Claim))
        {
            log.LogInformation("Job {JobId} waits for the next start", job.Job.Id);
            Publish(job, WorkStatus.Pending);
        }
        else if (job.Reason == StopReason.Cancel && await jobs.CancelledAsync(job.Claim))
        {
            log.LogInformation("Job {JobId} is cancelled", job.Job.Id);
            Publish(job, WorkStatus.Cancelled);
        }
    }

    private async Task EndFailedAsync(RunningJob job, Exception error)
    {
        if (await jobs.FailAsync(job.Claim, error.Message, error.InnerException?.Message ?? error.GetType().Name))
        {
            Publish(job, WorkStatus.Failed, error.Message);
        }
    }

    /// <summary>Where the end cannot be stored the job stays RUNNING, and the next start takes it up.</summary>
    private async Task EndAsync(RunningJob job, Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (Exception error)
        {
            log.LogError(error, "The end of job {JobId} could not be stored", job.Job.Id);
        }
    }

    private void Publish(RunningJob job, RunProgress progress, double? eta, double barsPerSecond) => feed.Publish(new JobChange(
        job.Job.Id,
        job.Job.Kind,
        job.Job.RunId,
        WorkStatus.Running.Word(),
        progress.Total > 0 ? (double)progress.Done / progress.Total : double.NaN,
        eta,
        Equity: progress.Equity,
        Trades: progress.Trades,
        BarsPerSecond: barsPerSecond));

    private void Publish(RunningJob job, WorkStatus status, string? message = null) => feed.Publish(new JobChange(
        job.Job.Id, job.Job.Kind, job.Job.RunId, status.Word(), status == WorkStatus.Completed ? 1 : double.NaN, Message: message));
}
