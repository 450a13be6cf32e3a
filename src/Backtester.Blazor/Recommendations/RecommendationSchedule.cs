using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Persistence;
using Backtester.Persistence.ActiveStrategies;

namespace Backtester.Blazor.Recommendations;

/// <summary>
/// Follows up at the start of `serve`, every hour and after each download, and looks for recommendations every
/// Recommendations:Hours on the strategies that the settings name.
/// </summary>
internal sealed class RecommendationSchedule(
    RecommendationQueue queue, ActiveStrategyStore active, BacktesterOptions options, JobFeed feed, TimeProvider clock, ILogger<RecommendationSchedule> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var fetched = feed.Subscribe(change =>
        {
            if (change.Kind == FetchJob.Kind && change.Status == WorkStatus.Completed.Word())
            {
                _ = TryAsync(() => queue.FollowUpAsync(stoppingToken));
            }
        });
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await TryAsync(() => queue.FollowUpAsync(stoppingToken));
                await TryAsync(() => LookAsync(stoppingToken));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        if (!options.Recommendations.Enabled)
        {
            return;
        }

        var due = clock.GetUtcNow().AddHours(-options.Recommendations.Hours).ToUnixTimeMilliseconds();
        var chosen = options.Recommendations.Strategies;
        foreach (var strategy in (await active.ListAsync(cancellation)).Where(s =>
            s.Row.Status == ActiveStrategyStatus.Active && (s.Row.LookedAtMs ?? 0) <= due && (chosen.Count == 0 || chosen.Contains(s.Row.Name))))
        {
            await queue.SubmitAsync(new RecommendationWork(RecommendationWork.Generate, strategy.Row.Id), cancellation);
        }
    }

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "What is due for recommendations could not be put into the queue; it is tried again in an hour");
        }
    }
}
