namespace Backtester.Core.Analysis;

/// <summary>Volatility and the Sharpe ratio of periodic (daily) returns.</summary>
public static class SharpeRatio
{
    /// <summary>sd(r)·√(periods a year), n − 1; NaN under two returns.</summary>
    public static double Volatility(ReadOnlySpan<double> returns, double periodsPerYear = 365) =>
        Moments.SampleDeviation(returns) * Math.Sqrt(periodsPerYear);

    /// <summary>mean(r − rf)/sd(r − rf), n − 1, not annualised; NaN under two returns or where they do not vary.</summary>
    /// <param name="returns">Simple returns.</param>
    /// <param name="riskFreePerPeriod">Risk-free return of one period (annual / 365).</param>
    public static double PerPeriod(ReadOnlySpan<double> returns, double riskFreePerPeriod = 0)
    {
        // A constant moves the mean and leaves the deviation.
        var deviation = Moments.SampleDeviation(returns);
        return deviation > 0 ? (Moments.Mean(returns) - riskFreePerPeriod) / deviation : double.NaN;
    }

    /// <summary>mean(r − rf)/sd(r − rf)·√(periods a year); NaN under two returns or where they do not vary.</summary>
    /// <param name="returns">Simple daily returns.</param>
    /// <param name="riskFreeRate">Annual risk-free rate, a fraction; a period's is this over <paramref name="periodsPerYear"/>.</param>
    /// <param name="periodsPerYear">365, or 252 for markets with sessions.</param>
    public static double Annual(ReadOnlySpan<double> returns, double riskFreeRate = 0, double periodsPerYear = 365) =>
        PerPeriod(returns, riskFreeRate / periodsPerYear) * Math.Sqrt(periodsPerYear);
}
