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
    /// <param name="request">What to bring.</param>
    /// <param name="then">A run spec that is submitted once the candles are there; null for none.</param>
    /// <param name="cancellation">Ends the submission.</param>
    public async Task<long> SubmitAsync(DownloadRequest request, string? then = null, CancellationToken cancellation = default)
    {
        var payload = FetchPayload.Of(request, then).ToJson();
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
