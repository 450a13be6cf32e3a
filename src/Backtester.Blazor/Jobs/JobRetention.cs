using Backtester.Blazor.Options;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>Forgets jobs that ended long ago, with their logs, at the start of `serve` and once a day.</summary>
internal sealed class JobRetention(JobStore jobs, JobLogs logs, BacktesterOptions options, TimeProvider clock, ILogger<JobRetention> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Forgets what is due now.</summary>
    /// <returns>How many jobs there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var forgotten = await jobs.ForgetAsync(clock.GetUtcNow().AddDays(-options.Retention.JobDays).ToUnixTimeMilliseconds(), cancellation);
        foreach (var job in forgotten)
        {
            logs.Delete(job);
        }

        return forgotten.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Retention.JobDays == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            var count = await SweepAsync(cancellation);
            log.LogInformation("{Count} jobs that ended over {Days} days ago are forgotten", count, options.Retention.JobDays);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "Old jobs could not be forgotten; it is tried again tomorrow");
        }
    }
}
