using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>Jobs over their store, with the queue of this process where there is one.</summary>
internal sealed class JobService(JobStore jobs, BacktesterDbFactory database, TimeProvider clock, JobFeed? feed = null, JobQueue? queue = null) : IJobService
{
    private static readonly WorkStatus[] Active = [WorkStatus.Pending, WorkStatus.Running];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobView>> ListAsync(int limit = 100, bool activeOnly = false, CancellationToken cancellation = default)
    {
        var page = await jobs.ListAsync(new JobQuery { Limit = limit, Statuses = activeOnly ? Active : [] }, cancellation);
        var titles = await JobTitles.ReadAsync(database, page.Items, cancellation);
        return [.. page.Items.Select(job => View(job, titles))];
    }

    /// <inheritdoc/>
    public async Task<JobView?> GetAsync(long id, CancellationToken cancellation = default) =>
        await jobs.GetAsync(id, cancellation) is { } job ? View(job, await JobTitles.ReadAsync(database, [job], cancellation)) : null;

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default)
    {
        var outcome = await jobs.RequestCancelAsync(id, cancellation);
        if (outcome == CancelOutcome.Requested)
        {
            // Another process learns it from the row, within half a second.
            queue?.Stop(id);
        }
        else if (outcome == CancelOutcome.Cancelled && await jobs.GetAsync(id, cancellation) is { } job)
        {
            feed?.Publish(new JobChange(id, job.Kind, job.RunId, WorkStatus.Cancelled.Word()));
        }

        return outcome is CancelOutcome.Requested or CancelOutcome.Cancelled;
    }

    private JobView View(Job job, JobTitles titles)
    {
        var (title, address) = titles[job];
        var eta = job.EtaMs is { } end ? Math.Max(0, (end - clock.GetUtcNow().ToUnixTimeMilliseconds()) / 1000.0) : (double?)null;
        return new JobView(
            job.Id,
            job.Kind,
            job.RunId,
            title,
            job.Status.Word(),
            job.Progress ?? double.NaN,
            job.Status == WorkStatus.Running ? eta : null,
            job.ErrorMessage ?? job.Message,
            job.CreatedMs,
            job.StartedMs,
            job.FinishedMs,
            address);
    }
}
