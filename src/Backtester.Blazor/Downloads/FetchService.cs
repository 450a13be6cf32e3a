using Backtester.Blazor.Jobs;
using Backtester.Data.Download;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Downloads;

/// <summary>Submits downloads to the queue.</summary>
public sealed class FetchService
{
    private readonly JobStore _jobs;
    private readonly JobFeed _feed;
    private readonly JobQueue _queue;

    internal FetchService(JobStore jobs, JobFeed feed, JobQueue queue) => (_jobs, _feed, _queue) = (jobs, feed, queue);

    /// <summary>Stores a download as a job; a same one that waits or runs already is given instead of a second.</summary>
    /// <returns>The job's number.</returns>
    public async Task<long> SubmitAsync(DownloadRequest request, CancellationToken cancellation = default)
    {
        var payload = FetchPayload.Of(request).ToJson();
        var active = await _jobs.ListAsync(
            new JobQuery { Limit = 100, Kind = FetchJob.Kind, Statuses = [WorkStatus.Pending, WorkStatus.Running] }, cancellation);
        if (active.Items.FirstOrDefault(j => j.Payload == payload) is { } same)
        {
            return same.Id;
        }

        var job = await _jobs.EnqueueAsync(new NewJob(FetchJob.Kind, payload), cancellation);
        _feed.Publish(new JobChange(job.Id, job.Kind, RunId: null, WorkStatus.Pending.Word()));
        _queue.Wake();
        return job.Id;
    }
}
