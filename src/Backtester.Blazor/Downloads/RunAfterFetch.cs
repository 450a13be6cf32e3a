using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Downloads;

/// <summary>Submits the run that waited for a download: once, however often the download is taken up again.</summary>
/// <param name="store">Stores the run together with the note that it is submitted.</param>
/// <param name="feed">Is told.</param>
/// <param name="runs">Asked late: the service needs the queue that needs this.</param>
/// <param name="queue">Asked late too.</param>
internal sealed class RunAfterFetch(RunStore store, JobFeed feed, Func<IBacktestService> runs, Func<JobQueue> queue)
{
    /// <summary>Submits a spec; the number of its run. Where the download has submitted one already, that one's.</summary>
    /// <param name="job">The download.</param>
    /// <param name="spec">What to run.</param>
    /// <exception cref="FetchIncompleteException">The spec cannot run even with the candles that came.</exception>
    /// <exception cref="OperationCanceledException">The download is no longer this process's.</exception>
    public async Task<long> SubmitAsync(RunningJob job, string spec)
    {
        if (FetchSequel.RunOf(job.Job.Payload) is { } submitted)
        {
            return submitted;
        }

        var check = await runs().CheckAsync(spec, SpecFormat.Json, job.Token);
        if (check.Plan is not { } plan)
        {
            throw new FetchIncompleteException("The candles are there, but the backtest cannot run: " + string.Join(" ", check.Problems));
        }

        if (await store.FindCompletedAsync(plan.Fingerprint, job.Token) is { } known)
        {
            return known.Id;
        }

        if (await store.CreateFollowingAsync(plan, new NewJob(BacktestJob.Kind), job.Claim, run => FetchSequel.With(job.Job.Payload, run), CancellationToken.None) is not var (made, row))
        {
            job.Stop(StopReason.Lost);
            throw new OperationCanceledException(job.Token);
        }

        feed.Publish(new JobChange(row.Id, row.Kind, made.Id, WorkStatus.Pending.Word()));
        queue().Wake();
        return made.Id;
    }
}
