using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Blazor.Charts;

/// <summary>Reduces candles and account to one row for each bucket without losing an extreme. Pure.</summary>
public static class ChartDecimator
{
    /// <summary>One row for each bucket that has candles: first open, max high, min low, last close, sum of volume.</summary>
    public static CandleColumns Candles(CandleSeries series, ChartBuckets buckets)
    {
        ArgumentNullException.ThrowIfNull(series);
        List<long> time = [];
        List<double> open = [], high = [], low = [], close = [], volume = [];
        var current = long.MinValue;
        for (var i = 0; i < series.Count; i++)
        {
            var bucket = buckets.IndexOf(series.OpenTimeMs[i]);
            if (bucket != current)
            {
                current = bucket;
                time.Add(buckets.StartOf(bucket) / 1000);
                open.Add(series.Open[i]);
                high.Add(series.High[i]);
                low.Add(series.Low[i]);
                close.Add(series.Close[i]);
                volume.Add(series.Volume[i]);
                continue;
            }

            high[^1] = Math.Max(high[^1], series.High[i]);
            low[^1] = Math.Min(low[^1], series.Low[i]);
            close[^1] = series.Close[i];
            volume[^1] += series.Volume[i];
        }

        return new([.. time], [.. open], [.. high], [.. low], [.. close], [.. volume]);
    }

    /// <summary>One row for each bucket of the range; drawdowns are measured from the peak of the whole curve so far.</summary>
    /// <param name="curve">The whole curve of the run.</param>
    /// <param name="range">What to return.</param>
    /// <param name="buckets">The grid.</param>
    /// <param name="benchmark">Value of the benchmark at a time (Unix ms); NaN where unknown.</param>
    public static EquityColumns Equity(EquityCurve curve, TimeRange range, ChartBuckets buckets, Func<long, double> benchmark)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(benchmark);
        List<long> time = [], lastBar = [];
        List<double> last = [], low = [], high = [], drawdown = [];
        var (peak, current) = (curve.InitialEquity, long.MinValue);
        for (var i = 0; i < curve.Count && curve.TimeMs[i] < range.EndMs; i++)
        {
            var equity = curve.Equity[i];
            peak = Math.Max(peak, equity);
            if (curve.TimeMs[i] < range.StartMs)
            {
                continue;
            }

            var fall = peak > 0 ? ((equity / peak) - 1) * 100 : double.NaN;
            var bucket = buckets.IndexOf(curve.TimeMs[i]);
            if (bucket != current)
            {
                current = bucket;
                time.Add(buckets.StartOf(bucket) / 1000);
                lastBar.Add(curve.TimeMs[i]);
                last.Add(equity);
                low.Add(equity);
                high.Add(equity);
                drawdown.Add(fall);
                continue;
            }

            lastBar[^1] = curve.TimeMs[i];
            last[^1] = equity;
            low[^1] = Math.Min(low[^1], equity);
            high[^1] = Math.Max(high[^1], equity);
            drawdown[^1] = Math.Min(drawdown[^1], fall);
        }

        return new([.. time], [.. last], [.. low], [.. high], [.. drawdown], [.. lastBar.Select(benchmark)]);
    }

    /// <summary>Every trade of a symbol that touches the range, in the run's order.</summary>
    public static TradeColumns Trades(IReadOnlyList<Trade> trades, string symbol, TimeRange range)
    {
        var chosen = trades.Select((trade, row) => (trade, row))
            .Where(t => t.trade.Symbol == symbol && t.trade.OpenedAtMs < range.EndMs && (t.trade.ClosedAtMs ?? long.MaxValue) >= range.StartMs)
            .ToArray();
        return new(
            [.. chosen.Select(t => t.row)],
            [.. chosen.Select(t => t.trade.Direction == Core.Orders.Direction.Long)],
            [.. chosen.Select(t => t.trade.OpenedAtMs / 1000)],
            [.. chosen.Select(t => t.trade.ClosedAtMs / 1000)],
            [.. chosen.Select(t => t.trade.EntryPrice)],
            [.. chosen.Select(t => t.trade.ExitPrice)],
            [.. chosen.Select(t => t.trade.ProfitLoss)],
            [.. chosen.Select(t => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(t.trade.ExitReason.ToString()))]);
    }
}
