using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Drawing;

namespace Backtester.Blazor.Charts;

/// <summary>Reduces candles and account to one row for each bucket without losing an extreme. Pure.</summary>
public static class ChartDecimator
{
    /// <summary>No trades.</summary>
    public static TradeColumns NoTrades { get; } = new([], [], [], [], [], [], [], []);

    /// <summary>No groups.</summary>
    public static TradeGroups NoGroups { get; } = new([], [], [], [], []);

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
        List<double> last = [], low = [], high = [], drawdown = [], exposure = [];
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
            var held = equity > 0 ? (equity - curve.Cash[i]) / equity * 100 : double.NaN;
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
                exposure.Add(held);
                continue;
            }

            lastBar[^1] = curve.TimeMs[i];
            last[^1] = equity;
            low[^1] = Math.Min(low[^1], equity);
            high[^1] = Math.Max(high[^1], equity);
            drawdown[^1] = Math.Min(drawdown[^1], fall);
            exposure[^1] = Math.Abs(held) > Math.Abs(exposure[^1]) ? held : exposure[^1];
        }

        return new([.. time], [.. last], [.. low], [.. high], [.. drawdown], [.. lastBar.Select(benchmark)], [.. exposure]);
    }

    /// <summary>Extremes and last value of a line in each bucket of the range; unknown values count in no extreme.</summary>
    /// <param name="values">The line with its candles.</param>
    /// <param name="range">What to return.</param>
    /// <param name="buckets">The grid.</param>
    public static LineColumns Line(RunLineValues values, TimeRange range, ChartBuckets buckets)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<long> time = [];
        List<double> low = [], high = [], last = [];
        var times = values.Candles.OpenTimeMs;
        var numbers = values.Values.Span;
        var current = long.MinValue;
        for (var i = values.Candles.LowerBound(range.StartMs); i < times.Length && times[i] < range.EndMs; i++)
        {
            var (bucket, value) = (buckets.IndexOf(times[i]), numbers[i]);
            if (bucket != current)
            {
                current = bucket;
                time.Add(buckets.StartOf(bucket) / 1000);
                low.Add(value);
                high.Add(value);
                last.Add(value);
                continue;
            }

            low[^1] = Least(low[^1], value);
            high[^1] = -Least(-high[^1], -value);
            last[^1] = value;
        }

        return new(values.Line.Id, ChartLines.Word(values.Line.Place), values.Line.Pane, [.. time], [.. low], [.. high], [.. last]);
    }

    /// <summary>The trades of <paramref name="trades"/> by the bucket in which they were opened.</summary>
    public static TradeGroups Groups(TradeColumns trades, ChartBuckets buckets)
    {
        ArgumentNullException.ThrowIfNull(trades);
        var groups = Enumerable.Range(0, trades.Row.Length).GroupBy(i => buckets.IndexOf(trades.Opened[i] * 1000)).OrderBy(g => g.Key).ToArray();
        return new(
            [.. groups.Select(g => buckets.StartOf(g.Key) / 1000)],
            [.. groups.Select(g => g.Count())],
            [.. groups.Select(g => g.Sum(i => double.IsNaN(trades.ProfitLoss[i]) ? 0 : trades.ProfitLoss[i]))],
            [.. groups.Select(g => g.Min(i => trades.Opened[i]))],
            [.. groups.Select(g => g.Max(i => trades.Closed[i] ?? trades.Opened[i]))]);
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

    private static double Least(double a, double b) => double.IsNaN(a) || b < a ? b : a;
}
