using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>One stretch under water: from a peak of equity until that peak is reached again.</summary>
/// <param name="PeakMs">When the peak was reached: the close of its bar, or the first open where it is the initial equity.</param>
/// <param name="TroughMs">Close of the lowest bar.</param>
/// <param name="RecoveryMs">Close of the first bar at or above the peak; null where the run ended first.</param>
/// <param name="EndMs">The recovery, or the last bar's end.</param>
/// <param name="Depth">Trough/peak − 1, at most 0, a fraction.</param>
/// <param name="Money">Trough − peak, at most 0.</param>
public sealed record DrawdownEpisode(long PeakMs, long TroughMs, long? RecoveryMs, long EndMs, double Depth, double Money)
{
    /// <summary>Time from the peak to the recovery (or the last bar's end), in seconds.</summary>
    public double DurationSeconds => (EndMs - PeakMs) / 1000.0;
}

/// <summary>The drawdowns of a run in short.</summary>
/// <param name="Deepest">Minimum over bars of E_t/max E − 1, the initial equity included; 0 where equity never fell.</param>
/// <param name="DeepestMoney">Minimum over bars of E_t − max E; it may belong to another stretch than <paramref name="Deepest"/>.</param>
/// <param name="DeepestSeconds">Duration of the deepest stretch, peak to recovery or the last bar's end; 0 where equity never fell.</param>
/// <param name="LongestSeconds">Duration of the longest stretch.</param>
/// <param name="UnderWater">Share of bars whose equity is below an earlier peak.</param>
public readonly record struct DrawdownSummary(double Deepest, double DeepestMoney, double DeepestSeconds, double LongestSeconds, double UnderWater);

/// <summary>Drawdowns on bars, the initial equity being the first peak. A bar that equals the peak has recovered.</summary>
public static class Drawdowns
{
    /// <summary>Minimum over bars of E_t/max_{s≤t}E_s − 1; 0 where equity never fell, NaN where the initial equity is not above 0.</summary>
    public static double Deepest(ReadOnlySpan<double> equity, double initial)
    {
        var walk = new DrawdownWalk(initial);
        var deepest = 0.0;
        while (walk.Next(equity))
        {
            deepest = Math.Min(deepest, walk.Depth);
        }

        return initial > 0 ? deepest : double.NaN;
    }

    /// <summary>All that a report states, in one pass over the bars.</summary>
    /// <param name="curve">The account at each bar.</param>
    /// <param name="barMs">Length of a bar in ms.</param>
    public static DrawdownSummary Measure(EquityCurve curve, long barMs)
    {
        var walk = new DrawdownWalk(curve.InitialEquity);
        var (deepest, money, deepestMs, longestMs, below) = (0.0, 0.0, 0L, 0L, 0L);
        while (walk.Next(curve.Equity))
        {
            var duration = EndMs(curve, barMs, walk) - PeakMs(curve, barMs, walk);
            if (walk.Depth < deepest)
            {
                (deepest, deepestMs) = (walk.Depth, duration);
            }

            money = Math.Min(money, walk.Trough - walk.Peak);
            longestMs = Math.Max(longestMs, duration);
            below += walk.EndBar - walk.PeakBar - 1;
        }

        var underWater = curve.Count == 0 ? double.NaN : (double)below / curve.Count;
        return new DrawdownSummary(curve.InitialEquity > 0 ? deepest : double.NaN, money, deepestMs / 1000.0, longestMs / 1000.0, underWater);
    }

    /// <summary>The deepest stretches, deepest first; equal depths in order of time.</summary>
    /// <param name="curve">The account at each bar.</param>
    /// <param name="barMs">Length of a bar in ms.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<DrawdownEpisode> Worst(EquityCurve curve, long barMs, int count = 10)
    {
        var episodes = new List<DrawdownEpisode>();
        var walk = new DrawdownWalk(curve.InitialEquity);
        while (walk.Next(curve.Equity))
        {
            var end = EndMs(curve, barMs, walk);
            episodes.Add(new DrawdownEpisode(
                PeakMs(curve, barMs, walk),
                curve.TimeMs[walk.TroughBar(curve.Equity)] + barMs,
                walk.Recovered ? end : null,
                end,
                walk.Depth,
                walk.Trough - walk.Peak));
        }

        return [.. episodes.OrderBy(e => e.Depth).Take(count)];
    }

    /// <summary>Fills E_t/max_{s≤t}E_s − 1 of each value, at most 0; the initial equity is the first peak.</summary>
    public static void Fill(ReadOnlySpan<double> equity, double initial, Span<double> drawdown)
    {
        var peak = initial;
        for (var i = 0; i < equity.Length; i++)
        {
            peak = Math.Max(peak, equity[i]);
            drawdown[i] = (equity[i] / peak) - 1;
        }
    }

    private static long PeakMs(EquityCurve curve, long barMs, DrawdownWalk walk) =>
        walk.PeakBar < 0 ? curve.TimeMs[0] : curve.TimeMs[walk.PeakBar] + barMs;

    private static long EndMs(EquityCurve curve, long barMs, DrawdownWalk walk) =>
        curve.TimeMs[Math.Min(walk.EndBar, curve.Count - 1)] + barMs;
}
