using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis.Parity;

/// <summary>
/// Drawdowns as backtesting.py tells them: the first close is the first peak, not the initial cash; a stretch runs
/// from the last bar at a peak to the next one, or to the last bar; stretches without a bar between are none.
/// </summary>
internal readonly struct BacktestingPyDrawdowns
{
    public BacktestingPyDrawdowns(EquityCurve curve)
    {
        Average = double.NaN;
        LongestSeconds = double.NaN;
        if (curve.Count == 0)
        {
            return;
        }

        var walk = new DrawdownWalk(curve.Equity[0]);
        var (sum, count, longest) = (0.0, 0, 0L);
        while (walk.Next(curve.Equity))
        {
            Deepest = Math.Max(Deepest, 1 - (walk.Trough / walk.Peak));
            var end = Math.Min(walk.EndBar, curve.Count - 1);
            if (end > walk.PeakBar + 1)
            {
                sum += 1 - (walk.Trough / walk.Peak);
                count++;
                longest = Math.Max(longest, curve.TimeMs[end] - curve.TimeMs[walk.PeakBar]);
            }
        }

        if (count > 0)
        {
            Average = sum / count;
            LongestSeconds = longest / 1000.0;
        }
    }

    /// <summary>Deepest fall, positive.</summary>
    public double Deepest { get; }

    /// <summary>Mean over stretches of their deepest fall, positive; NaN where there is none.</summary>
    public double Average { get; }

    /// <summary>Longest stretch in seconds; NaN where there is none.</summary>
    public double LongestSeconds { get; }
}
