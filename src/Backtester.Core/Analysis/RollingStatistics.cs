namespace Backtester.Core.Analysis;

/// <summary>Volatility and Sharpe ratio over a moving window of daily returns. Each value is that of its window alone, no running sum.</summary>
public static class RollingStatistics
{
    /// <summary>Annual Sharpe ratio of the last <paramref name="window"/> days at each day; NaN until there are so many, and where they do not vary.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than 2 days.</exception>
    public static double[] Sharpe(double[] returns, int window, double riskFreeRate = 0, double periodsPerYear = 365) =>
        Each(returns, window, r => SharpeRatio.Annual(r, riskFreeRate, periodsPerYear));

    /// <summary>Annual volatility of the last <paramref name="window"/> days at each day; NaN until there are so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than 2 days.</exception>
    public static double[] Volatility(double[] returns, int window, double periodsPerYear = 365) =>
        Each(returns, window, r => SharpeRatio.Volatility(r, periodsPerYear));

    private static double[] Each(double[] returns, int window, PathStatistic statistic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        var values = new double[returns.Length];
        Array.Fill(values, double.NaN);
        for (var day = window - 1; day < values.Length; day++)
        {
            values[day] = statistic(returns.AsSpan(day - window + 1, window));
        }

        return values;
    }
}
