using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>Growth over a stretch, and what of it was left where the parameters had not been chosen.</summary>
/// <param name="Factor">Equity at the end over equity at the start.</param>
/// <param name="Seconds">From the first open to the end of the last bar.</param>
public readonly record struct WalkForwardReturn(double Factor, double Seconds)
{
    /// <summary>Compound annual return, a fraction (<see cref="Growth.Cagr"/>); NaN under 30 days, as in reports, and below an equity of 0.</summary>
    public double Annual => Seconds < Growth.ShortestReportedSeconds ? double.NaN : Growth.Cagr(1, Factor, Seconds);

    /// <summary>One stretch after another: factors multiplied, times added, in their order.</summary>
    public WalkForwardReturn Then(WalkForwardReturn next) => new(Factor * next.Factor, Seconds + next.Seconds);

    /// <summary>
    /// Walk-forward efficiency (Pardo 2008): annual return out of sample over annual return in sample. NaN where the latter
    /// is not above 0: the quotient of two losses says nothing.
    /// </summary>
    public static double Efficiency(WalkForwardReturn outOfSample, WalkForwardReturn inSample) =>
        inSample.Annual > 0 ? outOfSample.Annual / inSample.Annual : double.NaN;

    /// <summary>Why <see cref="Efficiency"/> is NaN; null where it is not.</summary>
    public static string? WhyUnknown(WalkForwardReturn outOfSample, WalkForwardReturn inSample) =>
        Math.Min(outOfSample.Seconds, inSample.Seconds) < Growth.ShortestReportedSeconds ? RunMetrics.TooShort
        : !(inSample.Annual > 0) ? "the in-sample return is not above 0"
        : double.IsNaN(outOfSample.Annual) ? RunMetrics.Bust
        : null;
}
