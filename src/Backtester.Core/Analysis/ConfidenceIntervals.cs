namespace Backtester.Core.Analysis;

/// <summary>A metric with the range in which chance alone could have put it.</summary>
/// <param name="Metric">Name and unit of <see cref="MetricCatalog"/>.</param>
/// <param name="Low">Lower end; NaN where too few paths know the metric.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ConfidenceInterval(string Metric, double Low, double High);

/// <summary>
/// Confidence intervals of a run's ratios: percentiles over the paths of a stationary bootstrap of its daily returns, and,
/// for the ratios of trades, of its trades' net profits in order of exit.
/// </summary>
public static class ConfidenceIntervals
{
    /// <summary>Under this share of paths that know a metric there is no interval.</summary>
    private const double EnoughPaths = 0.9;

    /// <summary>The metrics that get an interval.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
        ["total_return", "cagr", "volatility", "sharpe_ratio", "sortino_ratio", "omega_ratio", "max_drawdown_percentage", "calmar_ratio", "var_95"];

    /// <summary>
    /// Intervals in the order of <see cref="Metrics"/>. Drawdowns of paths are those of day ends, so they are somewhat
    /// shallower than the run's, which are of bars. Growth is annualised by days (n/daysPerYear), and unknown under 30 days.
    /// </summary>
    /// <param name="dailyReturns">Daily returns of the run (<see cref="DailyEquity.Returns"/>).</param>
    /// <param name="seed">Seed.</param>
    /// <param name="paths">Number of paths.</param>
    /// <param name="confidence">0.95 leaves 2.5 % on either side.</param>
    /// <param name="daysPerYear">365, or 252 for markets with sessions.</param>
    /// <param name="workers">Number of threads; the result does not depend on it.</param>
    public static IReadOnlyList<ConfidenceInterval> Measure(double[] dailyReturns, long seed, int paths = 1000, double confidence = 0.95, int daysPerYear = 365, int workers = 1)
    {
        double Annual(ReadOnlySpan<double> r) => r.Length < 30 ? double.NaN : Math.Pow(Compounded(r), (double)daysPerYear / r.Length) - 1;
        PathStatistic[] statistics =
        [
            r => Compounded(r) - 1,
            Annual,
            r => SharpeRatio.Volatility(r, daysPerYear),
            r => SharpeRatio.Annual(r, 0, daysPerYear),
            r => SortinoRatio.Annual(r, 0, daysPerYear),
            OmegaRatio.Of,
            r => -100 * Deepest(r),
            r => CalmarRatio.Of(Annual(r), Deepest(r)),
            r => ValueAtRisk.Of(r),
        ];
        var columns = StationaryBootstrap.Sample(dailyReturns, statistics, paths, seed, workers: workers);
        return [.. Metrics.Select((name, i) => Interval(name, columns[i], confidence))];
    }

    /// <summary>The ratios of trades that get an interval.</summary>
    public static IReadOnlyList<string> TradeMetrics { get; } = ["win_rate", "profit_factor", "payoff_ratio", "expectancy"];

    /// <summary>Intervals in the order of <see cref="TradeMetrics"/>; all NaN without trades.</summary>
    /// <param name="profits">Net profit of each closed trade in order of exit, quote currency.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="paths">Number of paths.</param>
    /// <param name="confidence">0.95 leaves 2.5 % on either side.</param>
    /// <param name="workers">Number of threads; the result does not depend on it.</param>
    public static IReadOnlyList<ConfidenceInterval> MeasureTrades(double[] profits, long seed, int paths = 1000, double confidence = 0.95, int workers = 1)
    {
        PathStatistic[] statistics =
        [
            p => 100 * TradeStatistics.Of(p).WinRate,
            p => TradeStatistics.Of(p).ProfitFactor,
            p => TradeStatistics.Of(p).Payoff,
            Moments.Mean,
        ];
        var columns = StationaryBootstrap.Sample(profits, statistics, paths, seed, workers: workers);
        return [.. TradeMetrics.Select((name, i) => Interval(name, columns[i], confidence))];
    }

    private static ConfidenceInterval Interval(string metric, double[] values, double confidence)
    {
        var known = Array.FindAll(values, double.IsFinite);
        if (known.Length < EnoughPaths * values.Length)
        {
            return new ConfidenceInterval(metric, double.NaN, double.NaN);
        }

        Array.Sort(known);
        var tail = (1 - confidence) / 2;
        return new ConfidenceInterval(metric, Quantile.OfSorted(known, tail), Quantile.OfSorted(known, 1 - tail));
    }

    private static double Compounded(ReadOnlySpan<double> returns)
    {
        var value = 1.0;
        foreach (var r in returns)
        {
            value *= 1 + r;
        }

        return value;
    }

    private static double Deepest(ReadOnlySpan<double> returns)
    {
        var (value, peak, deepest) = (1.0, 1.0, 0.0);
        foreach (var r in returns)
        {
            value *= 1 + r;
            peak = Math.Max(peak, value);
            deepest = Math.Min(deepest, (value / peak) - 1);
        }

        return deepest;
    }
}
