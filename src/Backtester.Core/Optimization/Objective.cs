using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization;

/// <summary>What a search makes best: a metric, turned so that higher is better, of sets with enough trades.</summary>
public sealed class Objective
{
    private readonly string _metric;
    private readonly double _sign;
    private readonly int _minTrades;

    /// <summary>The objective of a search.</summary>
    /// <exception cref="ArgumentException">The metric is unknown, or neither more nor less of it is better.</exception>
    public Objective(SearchSettings settings)
    {
        _metric = settings.Objective;
        _minTrades = settings.MinTrades;
        _sign = MetricCatalog.Find(_metric)?.Preference switch
        {
            MetricPreference.Higher => 1,
            MetricPreference.Lower => -1,
            _ => throw new ArgumentException($"'{_metric}' is no metric that could be made best"),
        };
    }

    /// <summary>The metrics that an objective can name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MetricCatalog.All.Where(m => m.Preference != MetricPreference.None).Select(m => m.Name)];

    /// <summary>The score of a run, the higher the better; NaN with the reason where it has none.</summary>
    public (double Score, string? Note) Of(MetricSet metrics)
    {
        var trades = metrics["total_trades"];
        if (trades < _minTrades)
        {
            return (double.NaN, $"{trades:0} trades, at least {_minTrades} are asked for");
        }

        var value = metrics[_metric];
        return double.IsNaN(value)
            ? (double.NaN, $"{_metric} is unknown: {metrics.Notes.GetValueOrDefault(_metric, "not measured")}")
            : (_sign * value, null);
    }
}
