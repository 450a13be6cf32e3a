namespace Backtester.Core.Analysis;

/// <summary>Empirical value at risk of returns. Both are returns, so a loss is negative.</summary>
public static class ValueAtRisk
{
    /// <summary>The type 7 quantile of r at <paramref name="tail"/>; NaN under two returns.</summary>
    /// <param name="returns">Simple daily returns.</param>
    /// <param name="tail">0.05 for 95 %.</param>
    public static double Of(ReadOnlySpan<double> returns, double tail = 0.05) =>
        returns.Length < 2 ? double.NaN : Quantile.Of(returns, tail);

    /// <summary>Conditional value at risk: the mean of the returns at or below <see cref="Of"/>; NaN under two returns.</summary>
    public static double Conditional(ReadOnlySpan<double> returns, double tail = 0.05)
    {
        var limit = Of(returns, tail);
        var (sum, count) = (0.0, 0);
        foreach (var value in returns)
        {
            if (value <= limit)
            {
                sum += value;
                count++;
            }
        }

        return sum / count;
    }
}
