using System.Diagnostics;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Strategies;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>Makes a stored search: walks it batch by batch, stores each, and judges it. Goes on where an earlier part was stopped.</summary>
internal sealed class OptimizationJob(OptimizationStore store, ICandleCatalog candles, IStrategyLibrary strategies)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "optimization";

    /// <summary>Searches to the end on threads of the pool.</summary>
    /// <param name="job">Is told the progress, and says when to stop.</param>
    /// <param name="onProgress">Hears of every batch, from the searching thread.</param>
    /// <param name="clock">Dates the estimate of the end.</param>
    /// <returns>False where the job is no longer this process's.</returns>
    public async Task<bool> RunAsync(RunningJob job, Action<OptimizationProgress> onProgress, TimeProvider clock)
    {
        var id = job.Job.OptimizationId ?? throw new InvalidOperationException($"Job {job.Job.Id} names no search.");
        var stored = await store.GetAsync(id, job.Token) ?? throw new InvalidOperationException($"There is no search {id}.");
        var done = await store.TrialsAsync(id, job.Token);
        var earlier = await store.EarlierTrialsAsync(stored.Row, job.Token);
        return await Task.Run(() => SearchAsync(job, stored.Row, done, earlier, onProgress, clock));
    }

    private async Task<bool> SearchAsync(
        RunningJob job, StrategyOptimization row, IReadOnlyList<Trial> done, long earlier, Action<OptimizationProgress> onProgress, TimeProvider clock)
    {
        var plan = SearchAgain.Plan(row, candles, strategies, job.Token);
        var workers = plan.Settings.Workers ?? Environment.ProcessorCount;
        var evaluator = new TrialEvaluator(plan, candles, job.Token);
        var search = new ParameterSearch(plan, evaluator);
        var resumed = search.Resume(done);
        var watch = Stopwatch.StartNew();
        search.Run(workers, batch => Take(job, row.Id, search, batch, resumed, watch, onProgress, clock), job.Token);
        var seconds = watch.Elapsed.TotalSeconds;
        var honesty = search.Judge(earlier, workers, job.Token);
        var times = new SearchTimes(
            seconds + (row.ElapsedSeconds ?? 0),
            watch.Elapsed.TotalSeconds - seconds,
            seconds > 0 ? search.Trials.Skip(resumed).Count(t => t.IsMeasured) * (double)evaluator.BarsPerSet / seconds : double.NaN);
        return await store.CompleteAsync(row.Id, job.Claim, search.Best, honesty, times, new SearchOutcome(WalkCounts.Of(search.Trials), search.Stopped), CancellationToken.None);
    }

    // A batch is stored before the next begins: a kill loses one.
    private void Take(
        RunningJob job, long id, ParameterSearch search, IReadOnlyList<Trial> batch, int resumed, Stopwatch watch, Action<OptimizationProgress> onProgress, TimeProvider clock)
    {
        if (!store.AppendAsync(id, job.Claim, batch, search.Best, CancellationToken.None).GetAwaiter().GetResult())
        {
            job.Stop(StopReason.Lost);
            job.Token.ThrowIfCancellationRequested();
        }

        var (count, budget) = (search.Trials.Count, search.Budget);
        var seconds = watch.Elapsed.TotalSeconds / (count - resumed) * (budget - count);
        job.Progress = new JobProgress(count, budget, clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds());
        onProgress(new OptimizationProgress(count, budget, seconds, search.Best));
    }
}

/// <summary>How far a search is.</summary>
/// <param name="Done">Trials so far.</param>
/// <param name="Total">Trials at most.</param>
/// <param name="SecondsLeft">Estimate of the time left.</param>
/// <param name="Best">The best trial so far.</param>
internal sealed record OptimizationProgress(long Done, long Total, double SecondsLeft, Trial? Best);
