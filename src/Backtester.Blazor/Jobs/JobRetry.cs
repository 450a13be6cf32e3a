using Backtester.Blazor.Downloads;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>Does the work of a job that failed or was cancelled once more: what can go on goes on, the rest begins anew.</summary>
internal sealed class JobRetry(
    JobStore jobs, IBacktestService runs, OptimizationService searches, WalkForwardService walks, BatchService batches, FetchService fetches, RecommendationQueue advice)
{
    /// <summary>Submits the work again.</summary>
    /// <returns>The page that shows it; null where the job neither failed nor was cancelled, or what it made is gone or goes on already.</returns>
    /// <exception cref="Core.Runs.SpecException">What was asked for cannot be any more; all problems are inside.</exception>
    public async Task<string?> AgainAsync(long id, CancellationToken cancellation = default) =>
        await jobs.GetAsync(id, cancellation) is not { Status: WorkStatus.Failed or WorkStatus.Cancelled } job ? null : job.Kind switch
        {
            BacktestJob.Kind when job.RunId is { } run => await runs.RerunAsync(run, cancellation) is { RunId: { } again } ? $"backtests/{again}" : null,
            BatchJob.Kind when job.BatchId is { } batch => await batches.ResumeAsync(batch, cancellation) ? $"batches/{batch}" : null,
            OptimizationJob.Kind when job.OptimizationId is { } search => await searches.ResumeAsync(search, cancellation) ? $"optimizations/{search}" : null,
            WalkForwardJob.Kind when job.WalkForwardId is { } walk => await walks.ResumeAsync(walk, cancellation) ? $"walkforwards/{walk}" : null,
            FetchJob.Kind => $"jobs/{await FetchAsync(job.Payload, cancellation)}",
            RecommendationJob.Kind => $"jobs/{await advice.SubmitAsync(RecommendationWork.Parse(job.Payload), cancellation)}",
            _ => null,
        };

    // A run that the download has submitted already is not submitted again.
    private Task<long> FetchAsync(string stored, CancellationToken cancellation)
    {
        var payload = FetchPayload.Parse(stored);
        return fetches.SubmitAsync(payload.ToRequest(), FetchSequel.RunOf(stored) is null ? payload.Then : null, cancellation);
    }
}
