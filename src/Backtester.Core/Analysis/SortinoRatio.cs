namespace Backtester.Core.Analysis;

/// <summary>Return over downside deviation.</summary>
public static class SortinoRatio
{
    /// <summary>√mean(min(r − target, 0)²), the mean over all n; NaN for no returns.</summary>
    public static double DownsideDeviation(ReadOnlySpan<double> returns, double target = 0)
    {
        var squares = 0.0;
        foreach (var value in returns)
        {
            var below = value - target;
            if (!(below >= 0))
            {
                squares += below * below;
            }
        }

        return Math.Sqrt(squares / returns.Length);
    }

    /// <summary>mean(r − rf)·A / (√mean(min(r − rf, 0)²)·√A), A periods a year; NaN without a return below rf or under two returns.</summary>
    /// <param name="returns">Simple daily returns.</param>
    /// <param name="riskFreeRate">Annual, a fraction.</param>
    /// <param name="periodsPerYear">365, or 252 for markets with sessions.</param>
    public static double Annual(ReadOnlySpan<double> returns, double riskFreeRate = 0, double periodsPerYear = 365)
    {
        var riskFree = riskFreeRate / periodsPerYear;
        var downside = DownsideDeviation(returns, riskFree);
        return returns.Length > 1 && downside > 0
            ? (Moments.Mean(returns) - riskFree) * periodsPerYear / (downside * Math.Sqrt(periodsPerYear))
            : double.NaN;
    }
}
