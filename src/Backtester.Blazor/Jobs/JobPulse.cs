using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>
/// While a job runs, stores its progress and a sign of life some times a second, and learns whether someone, in this
/// process or another, asked it to stop.
/// </summary>
internal sealed class JobPulse(JobStore jobs, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    /// <summary>Runs <paramref name="work"/> with the pulse beside it.</summary>
    public async Task RunAsync(RunningJob job, Func<Task> work)
    {
        using var end = new CancellationTokenSource();
        var pulse = BeatAsync(job, end.Token);
        try
        {
            await work();
        }
        finally
        {
            await end.CancelAsync();
            await pulse;
        }
    }

    private async Task BeatAsync(RunningJob job, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                await BeatOnceAsync(job, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
    }

    private async Task BeatOnceAsync(RunningJob job, CancellationToken end)
    {
        try
        {
            var signal = await jobs.ReportAsync(job.Claim, job.Progress, end);
            if (signal != JobSignal.Continue)
            {
                job.Stop(signal == JobSignal.Cancel ? StopReason.Cancel : StopReason.Lost);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A database that is busy for a moment must not end the work; the result itself is written with care.
            log.LogWarning(error, "The progress of job {JobId} could not be stored", job.Claim.JobId);
        }
    }
}
