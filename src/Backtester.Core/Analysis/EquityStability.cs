using Backtester.Core.Market;

namespace Backtester.Core.Analysis;

/// <summary>
/// How straight the logarithm of equity runs: the R² of its regression on the days (as `stability_of_timeseries` of
/// Quantopian's empyrical), with the sign of the slope, so that a steady loss is the worst value and not the best.
/// </summary>
public static class EquityStability
{
    /// <summary>−1 to 1; NaN under three days, where equity does not vary, and where it is not above 0.</summary>
    /// <param name="dayEnds">Equity at day ends.</param>
    public static double Of(ReadOnlySpan<double> dayEnds)
    {
        if (dayEnds.Length < 3)
        {
            return double.NaN;
        }

        // In parts of the first day's equity, so that the size of the account says nothing.
        var (first, middle) = (dayEnds[0], (dayEnds.Length - 1) / 2.0);
        var (sum, cross) = (0.0, 0.0);
        for (var day = 0; day < dayEnds.Length; day++)
        {
            var log = PortableMath.Log(dayEnds[day] / first);
            sum += log;
            cross += (day - middle) * log;
        }

        var (mean, spread) = (sum / dayEnds.Length, 0.0);
        for (var day = 0; day < dayEnds.Length; day++)
        {
            var distance = PortableMath.Log(dayEnds[day] / first) - mean;
            spread += distance * distance;
        }

        // Σ(day − middle)² = n(n² − 1)/12.
        var days = (double)dayEnds.Length;
        var share = cross * cross / (days * ((days * days) - 1) / 12 * spread);
        return spread > 0 ? Math.CopySign(Math.Min(share, 1), cross) : double.NaN;
    }

    /// <summary>Why it is unknown, where it is.</summary>
    internal static string WhyUnknown(ReadOnlySpan<double> dayEnds) =>
        dayEnds.Length < 3 ? "fewer than 3 days" : dayEnds.ContainsAnyExceptInRange(double.Epsilon, double.MaxValue) ? "equity fell to 0" : "equity does not vary";
}
