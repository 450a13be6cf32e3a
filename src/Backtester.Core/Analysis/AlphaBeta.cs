namespace Backtester.Core.Analysis;

/// <summary>Ordinary least squares of daily returns on a benchmark's: r = alpha + beta·b + e.</summary>
/// <param name="Alpha">Intercept × periods a year, a fraction.</param>
/// <param name="Beta">Slope.</param>
public readonly record struct AlphaBeta(double Alpha, double Beta)
{
    /// <summary>Fits the line; both NaN under three days or where the benchmark does not vary.</summary>
    /// <param name="returns">Simple daily returns.</param>
    /// <param name="benchmark">The benchmark's returns of the same days.</param>
    /// <param name="riskFreeRate">Annual, taken from both sides.</param>
    /// <param name="periodsPerYear">365, or 252 for markets with sessions.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static AlphaBeta Fit(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double riskFreeRate = 0, double periodsPerYear = 365)
    {
        if (returns.Length != benchmark.Length)
        {
            throw new ArgumentException($"benchmark: {benchmark.Length} returns for {returns.Length} days", nameof(benchmark));
        }

        if (returns.Length < 3 || !(Moments.SampleDeviation(benchmark) > 0))
        {
            return new AlphaBeta(double.NaN, double.NaN);
        }

        var (mean, benchmarkMean) = (Moments.Mean(returns), Moments.Mean(benchmark));
        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < returns.Length; i++)
        {
            var d = benchmark[i] - benchmarkMean;
            covariance += d * (returns[i] - mean);
            variance += d * d;
        }

        var beta = covariance / variance;
        var riskFree = riskFreeRate / periodsPerYear;
        return new AlphaBeta((mean - riskFree - (beta * (benchmarkMean - riskFree))) * periodsPerYear, beta);
    }
}
