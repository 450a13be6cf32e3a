using Backtester.Blazor.Jobs;
using Backtester.Persistence;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Puts work on recommendations into the queue of this process.</summary>
internal sealed class RecommendationQueue(JobStore jobs, ActiveStrategyStore active, RecommendationStore recommendations, JobFeed feed, JobQueue queue)
{
    /// <summary>Stores work as a job; the same work that waits already is given instead of a second.</summary>
    /// <returns>The job's number.</returns>
    public async Task<long> SubmitAsync(RecommendationWork work, CancellationToken cancellation = default)
    {
        var payload = work.ToJson();

        // One that runs does not count: it may have read the candles before these came.
        var waiting = await jobs.ListAsync(new JobQuery { Limit = 100, Kind = RecommendationJob.Kind, Statuses = [WorkStatus.Pending] }, cancellation);
        if (waiting.Items.FirstOrDefault(j => j.Payload == payload) is { } same)
        {
            return same.Id;
        }

        var job = await jobs.EnqueueAsync(new NewJob(RecommendationJob.Kind, payload), cancellation);
        feed.Publish(new JobChange(job.Id, job.Kind, RunId: null, WorkStatus.Pending.Word()));
        queue.Wake();
        return job.Id;
    }

    /// <summary>Judges and watches, where there is anything to judge or to watch.</summary>
    public async Task FollowUpAsync(CancellationToken cancellation = default)
    {
        var followed = (await active.ListAsync(cancellation)).Any(s => s.Row.Status == ActiveStrategyStatus.Active);
        if (followed || (await recommendations.AcceptedAsync(cancellation)).Count > 0 || (await recommendations.UnjudgedAsync(cancellation)).Count > 0)
        {
            await SubmitAsync(new RecommendationWork(RecommendationWork.FollowUp), cancellation);
        }
    }
}
