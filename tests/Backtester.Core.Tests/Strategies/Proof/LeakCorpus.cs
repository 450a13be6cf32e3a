using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Tests.Strategies.Proof;

/// <summary>
/// Ways to see the future that people fell into, as vectorised C# strategies: each computes one column from the whole
/// series and buys while the close is above it. A proof must find each and name the column.
/// </summary>
internal static class LeakCorpus
{
    private const long DayMs = 86_400_000;

    /// <summary>Name of the column, and how it is computed.</summary>
    public static IReadOnlyDictionary<string, Func<CandleSeries, double[]>> Columns { get; } = new Dictionary<string, Func<CandleSeries, double[]>>
    {
        ["centred_window"] = c => Each(c, i => Mean(c.Close, i - 2, i + 2)),
        ["shift_minus_one"] = c => Each(c, i => At(c.Close, i + 1)),
        ["shift_minus_five"] = c => Each(c, i => At(c.Close, i + 5)),
        ["next_open"] = c => Each(c, i => At(c.Open, i + 1)),
        ["next_high"] = c => Each(c, i => At(c.High, i + 1)),
        ["lagging_span"] = c => Each(c, i => At(c.Close, i + 26)),
        ["whole_series_mean"] = c => Each(c, _ => Mean(c.Close, 0, c.Count - 1)),
        ["whole_series_zscore"] = c => Each(c, i => c.Close[i] + ((c.Close[i] - Mean(c.Close, 0, c.Count - 1)) / Deviation(c.Close))),
        ["whole_series_range"] = c => Each(c, _ => (Max(c.Close, 0, c.Count - 1) + Min(c.Close, 0, c.Count - 1)) / 2),
        ["whole_series_rank"] = c => Each(c, i => c.Close[i] * (Share(c.Close, c.Close[i]) > 0.5 ? 1.01 : 0.99)),
        ["whole_series_median"] = c => Each(c, _ => Sorted(c.Close)[c.Count / 2]),
        ["drawdown_from_the_last_top"] = c => Each(c, i => c.Close[i] > 0.9 * Max(c.Close, 0, c.Count - 1) ? 0 : 1e9),
        ["unfinished_day_close"] = c => Each(c, i => c.Close[LastOf(c, i, DayMs)]),
        ["unfinished_day_high"] = c => Each(c, i => Max(c.High, FirstOf(c, i, DayMs), LastOf(c, i, DayMs)) * 0.99),
        ["unfinished_four_hours"] = c => Each(c, i => c.Close[LastOf(c, i, DayMs / 6)]),
        ["unfinished_week_low"] = c => Each(c, i => Min(c.Low, FirstOf(c, i, 7 * DayMs), LastOf(c, i, 7 * DayMs)) * 1.02),
        ["vwap_of_the_whole_day"] = c => Each(c, i => Weighted(c, FirstOf(c, i, DayMs), LastOf(c, i, DayMs))),
        ["unconfirmed_pivot_low"] = c => Each(c, i => i > 2 && i < c.Count - 3 && c.Low[i] == Min(c.Low, i - 3, i + 3) ? 0 : 1e9),
        ["unconfirmed_pivot_high"] = c => Each(c, i => i > 2 && i < c.Count - 3 && c.High[i] == Max(c.High, i - 3, i + 3) ? 1e9 : 0),
        ["back_filled_gap"] = c => Each(c, i => At(c.Close, (i / 10 * 10) + 10)),
        ["interpolated"] = c => Each(c, i => Interpolated(c, i, 24)),
        ["smoothed_both_ways"] = c => Backward(Forward(c.Close.ToArray())),
        ["exponential_from_the_end"] = c => Backward(c.Close.ToArray()),
        ["kernel_smoothed"] = c => Each(c, i => Kernel(c.Close, i, 6)),
        ["trend_line_of_all"] = TrendLine,
        ["mean_of_the_hour_of_all_days"] = c => Each(c, i => c.Close[i] * (1 + HourReturn(c, i))),
        ["best_length_of_all"] = BestLength,
        ["volume_left_to_trade"] = c => Each(c, i => c.Close[i] * (Sum(c.Volume, i, c.Count - 1) > Sum(c.Volume, 0, i) ? 0.99 : 1.01)),
        ["bars_left"] = c => Each(c, i => c.Count - i < 400 ? 1e9 : 0),
        ["place_in_the_series"] = c => Each(c, i => i / (double)c.Count < 0.5 ? 0 : 1e9),
        ["only_survivors"] = c => Each(c, _ => c.Close[^1] > c.Close[0] ? 0 : 1e9),
        ["label_of_the_next_day"] = c => Each(c, i => At(c.Close, i + 24) > c.Close[i] ? 0 : 1e9),
        ["extreme_of_the_next_bars"] = c => Each(c, i => Max(c.High, Math.Min(c.Count - 1, i + 1), Math.Min(c.Count - 1, i + 8)) * 0.98),
    };

    /// <summary>A strategy on one column.</summary>
    public static ITracedStrategy Strategy(string name) => new TracedDecisions(name, (c, _) => Buying(c, name, Columns[name](c)));

    /// <summary>Buys while the close is above a column.</summary>
    public static Decisions Buying(CandleSeries candles, string name, double[] column)
    {
        var signals = new Signals[candles.Count];
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = candles.Close[i] > column[i] ? Signals.LongEntry : Signals.LongExit;
        }

        return new Decisions { Signals = signals, Indicators = new NamedColumns([name], [column]) };
    }

    public static double[] Each(CandleSeries candles, Func<int, double> value) => [.. Enumerable.Range(0, candles.Count).Select(value)];

    public static double At(ReadOnlySpan<double> values, int i) => values[Math.Min(i, values.Length - 1)];

    private static double Sum(ReadOnlySpan<double> values, int from, int to)
    {
        var sum = 0.0;
        for (var i = Math.Max(0, from); i <= Math.Min(to, values.Length - 1); i++)
        {
            sum += values[i];
        }

        return sum;
    }

    private static double Mean(ReadOnlySpan<double> values, int from, int to) =>
        Sum(values, from, to) / (Math.Min(to, values.Length - 1) - Math.Max(0, from) + 1);

    private static double Max(ReadOnlySpan<double> values, int from, int to) => Sorted(values[from..(to + 1)])[^1];

    private static double Min(ReadOnlySpan<double> values, int from, int to) => Sorted(values[from..(to + 1)])[0];

    private static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static double Share(ReadOnlySpan<double> values, double of)
    {
        var below = 0;
        foreach (var value in values)
        {
            below += value < of ? 1 : 0;
        }

        return below / (double)values.Length;
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values, 0, values.Length - 1);
        return Math.Sqrt(values.ToArray().Average(v => (v - mean) * (v - mean)));
    }

    private static int FirstOf(CandleSeries c, int i, long stretch) => c.LowerBound(c.OpenTimeMs[i] / stretch * stretch);

    private static int LastOf(CandleSeries c, int i, long stretch) => c.LowerBound(((c.OpenTimeMs[i] / stretch) + 1) * stretch) - 1;

    private static double Weighted(CandleSeries c, int from, int to)
    {
        var traded = 0.0;
        for (var i = from; i <= to; i++)
        {
            traded += c.Close[i] * c.Volume[i];
        }

        return traded / Sum(c.Volume, from, to);
    }

    private static double Interpolated(CandleSeries c, int i, int step)
    {
        var (from, to) = (i / step * step, (i / step * step) + step);
        var part = (i - from) / (double)step;
        return (At(c.Close, from) * (1 - part)) + (At(c.Close, to) * part);
    }

    private static double[] Forward(double[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = (0.8 * values[i - 1]) + (0.2 * values[i]);
        }

        return values;
    }

    private static double[] Backward(double[] values)
    {
        Array.Reverse(values);
        Forward(values);
        Array.Reverse(values);
        return values;
    }

    private static double Kernel(ReadOnlySpan<double> values, int at, int reach)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = Math.Max(0, at - reach); i <= Math.Min(values.Length - 1, at + reach); i++)
        {
            var weight = 1.0 / (1 + Math.Abs(i - at));
            sum += weight * values[i];
            weights += weight;
        }

        return sum / weights;
    }

    private static double[] TrendLine(CandleSeries c)
    {
        var middle = (c.Count - 1) / 2.0;
        var mean = Mean(c.Close, 0, c.Count - 1);
        var (xy, xx) = (0.0, 0.0);
        for (var i = 0; i < c.Count; i++)
        {
            xy += (i - middle) * (c.Close[i] - mean);
            xx += (i - middle) * (i - middle);
        }

        return Each(c, i => mean + (xy / xx * (i - middle)));
    }

    private static double HourReturn(CandleSeries c, int at)
    {
        var (sum, days) = (0.0, 0);
        for (var i = at % 24; i < c.Count; i += 24)
        {
            sum += (c.Close[i] / c.Open[i]) - 1;
            days++;
        }

        return sum / days;
    }

    private static double[] BestLength(CandleSeries c)
    {
        double[] Average(int length) => Each(c, i => Mean(c.Close, i - length + 1, i));
        double Gain(double[] average) => Enumerable.Range(1, Math.Max(0, c.Count - 1)).Sum(i => c.Close[i - 1] > average[i - 1] ? c.Close[i] - c.Close[i - 1] : 0);
        double[][] all = [Average(5), Average(20), Average(60)];
        return all.MaxBy(Gain)!;
    }
}
