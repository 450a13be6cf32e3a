using Backtester.Core.Market;
using Backtester.Data.Exchanges;

namespace Backtester.Data.Download;

/// <summary>Reads all candles of a stretch, however many of them the exchange puts into one answer.</summary>
internal static class CandleWindow
{
    /// <summary>
    /// The finished candles of a window in rising order. An answer that stops short of the window's end (or start, for
    /// an exchange that begins with the newest) is followed by another call until the rest is answered by nothing.
    /// </summary>
    public static async Task<IReadOnlyList<Candle>> ReadAsync(
        IExchange exchange, ExchangeSymbol symbol, Timeframe timeframe, TimeRange window, CancellationToken cancellation)
    {
        var all = new List<Candle>();
        var left = window;
        while (!left.IsEmpty)
        {
            var part = await exchange.GetCandlesAsync(new CandleRequest(symbol, timeframe, left), cancellation);
            if (part.Count == 0)
            {
                break;
            }

            if (exchange.Facts.Order == CandleOrder.OldestFirst)
            {
                all.AddRange(part);
                left = left with { StartMs = part[^1].OpenTimeMs + timeframe.Milliseconds };
            }
            else
            {
                all.InsertRange(0, part);
                left = left with { EndMs = part[0].OpenTimeMs };
            }
        }

        return all;
    }
}
