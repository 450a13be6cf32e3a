using Backtester.Blazor.Options;
using Backtester.Core.Market;
using Backtester.Data.Download;
using Backtester.Data.Store;

namespace Backtester.Blazor.Downloads;

/// <summary>Keeps the series of the setting Refresh:Series current: a download of what is missing, at start and then regularly.</summary>
internal sealed class RefreshService(FetchService fetches, CandleLibrary library, BacktesterOptions options, TimeProvider clock, ILogger<RefreshService> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Refresh.Series.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Refresh.Minutes), clock);
        try
        {
            do
            {
                foreach (var series in options.Refresh.Series)
                {
                    await SubmitAsync(series, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task SubmitAsync(string series, CancellationToken cancellation)
    {
        try
        {
            RefreshOptions.TryRead(series, out var key);

            // From the first stored candle on, so that holes are filled too; from the listing where nothing is stored.
            var start = library.Store.Find(key)?.FirstOpenMs ?? long.MinValue;
            await fetches.SubmitAsync(new DownloadRequest(key.Exchange, [key.Symbol], [key.Timeframe], new TimeRange(start, long.MaxValue)), cancellation: cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "The refresh of {Series} could not be submitted", series);
        }
    }
}
