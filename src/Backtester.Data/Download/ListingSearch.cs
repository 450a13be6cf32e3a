using Backtester.Core.Market;
using Backtester.Data.Exchanges;

namespace Backtester.Data.Download;

/// <summary>Finds the first candle of an instrument in few calls: weeks first, then days, hours, minutes inside what was found.</summary>
public static class ListingSearch
{
    private static readonly string[] Steps = ["1w", "1d", "1h"];

    /// <summary>Open time of the earliest finished candle; null where the exchange has none.</summary>
    /// <param name="exchange">Where to ask.</param>
    /// <param name="symbol">The instrument; the time of its listing, where told, shortens the search.</param>
    /// <param name="timeframe">Which candles, one of those the exchange has.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<long?> EarliestAsync(ExchangeClient exchange, ExchangeSymbol symbol, Timeframe timeframe, CancellationToken cancellation = default)
    {
        var now = await exchange.NowAsync(cancellation);

        // A listing that is told may lie in the future, or after the first candles of a market that moved: a day is taken off.
        var from = Math.Max(exchange.Facts.EarliestMs, (symbol.ListedMs ?? 0) - 86_400_000);
        foreach (var step in Steps.Select(Timeframe.Parse).Where(s => s.Milliseconds > timeframe.Milliseconds && exchange.Facts.WordFor(s) is not null))
        {
            from = (await ScanAsync(exchange, symbol, step, from, now, cancellation)).Next;
        }

        return (await ScanAsync(exchange, symbol, timeframe, from, now, cancellation)).First;
    }

    /// <summary>The first candle from a time on, and where a finer search must begin.</summary>
    private static async Task<(long? First, long Next)> ScanAsync(
        ExchangeClient exchange, ExchangeSymbol symbol, Timeframe step, long from, long now, CancellationToken cancellation)
    {
        var start = Math.Max(step.Floor(from), step.Floor(exchange.Facts.EarliestMs));
        var end = step.Floor(now);
        var longest = exchange.Facts.CandlesPerCall * step.Milliseconds;
        for (; start < end; start += longest)
        {
            var window = new TimeRange(start, Math.Min(end, start + longest));
            var candles = await CandleWindow.ReadAsync(exchange, symbol, step, window, cancellation);
            if (candles.Count > 0)
            {
                return (candles[0].OpenTimeMs, candles[0].OpenTimeMs);
            }
        }

        return (null, Math.Max(from, end));
    }
}
