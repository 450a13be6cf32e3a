using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations;

/// <summary>The metrics that a forecast may be about: those that the daily returns of a horizon give, so that drawn futures and judged candles are measured alike.</summary>
public static class HorizonMetric
{
    /// <summary>The names, as in the metrics of a run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["roi", "sharpe_ratio", "sortino_ratio", "max_drawdown_percentage"];

    /// <summary>The metric of daily returns; 0 where it is not defined, as for an account that did nothing.</summary>
    /// <exception cref="ArgumentException">It is none of <see cref="Names"/>.</exception>
    public static double Of(string metric, ReadOnlySpan<double> returns)
    {
        var value = metric switch
        {
            "roi" => 100 * (Growth(returns) - 1),
            "sharpe_ratio" => SharpeRatio.Annual(returns),
            "sortino_ratio" => SortinoRatio.Annual(returns),
            "max_drawdown_percentage" => 100 * Drawdown(returns),
            _ => throw new ArgumentException($"metric: {metric} is none of {string.Join(", ", Names)}", nameof(metric)),
        };
        return double.IsFinite(value) ? value : 0;
    }

    /// <summary>How much better the first returns are than the second; above 0 is better, also where the metric is better when smaller.</summary>
    public static double Improvement(string metric, ReadOnlySpan<double> recommended, ReadOnlySpan<double> compared)
    {
        var difference = Of(metric, recommended) - Of(metric, compared);
        return metric == "max_drawdown_percentage" ? -difference : difference;
    }

    private static double Growth(ReadOnlySpan<double> returns)
    {
        var growth = 1.0;
        foreach (var r in returns)
        {
            growth *= 1 + r;
        }

        return growth;
    }

    /// <summary>Largest loss from a peak at day ends, the start included, as a fraction.</summary>
    private static double Drawdown(ReadOnlySpan<double> returns)
    {
        var (equity, peak, worst) = (1.0, 1.0, 0.0);
        foreach (var r in returns)
        {
            equity *= 1 + r;
            peak = Math.Max(peak, equity);
            worst = Math.Max(worst, 1 - (equity / peak));
        }

        return worst;
    }
}
