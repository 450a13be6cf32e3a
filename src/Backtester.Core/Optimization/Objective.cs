using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Objectives;

namespace Backtester.Core.Optimization;

/// <summary>What a search makes best, a metric or an expression over metrics, of sets with enough trades. Higher is better.</summary>
public sealed class Objective
{
    private readonly ObjectiveTerm _term;
    private readonly int _minTrades;

    /// <summary>The objective of a search.</summary>
    /// <exception cref="ArgumentException">It names an unknown metric, or one of which neither more nor less is better.</exception>
    public Objective(SearchSettings settings)
    {
        _term = ObjectiveTerm.TryParse(settings.Objective, out var problem) ?? throw new ArgumentException($"'{settings.Objective}': {problem}");
        _minTrades = settings.MinTrades;
    }

    /// <summary>The metrics that an objective can be on their own.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MetricCatalog.All.Where(m => m.Preference != MetricPreference.None).Select(m => m.Name)];

    /// <summary>The metrics that it reads.</summary>
    public IReadOnlyList<string> Metrics => _term.Metrics;

    /// <summary>True where a run has as many trades as are asked for.</summary>
    public bool HasEnoughTrades(MetricSet metrics) => metrics["total_trades"] >= _minTrades;

    /// <summary>The score of a run, the higher the better; NaN with the reason where it has none.</summary>
    public (double Score, string? Note) Of(MetricSet metrics) =>
        HasEnoughTrades(metrics) ? _term.Of(metrics) : (double.NaN, $"{metrics["total_trades"]:0} trades, at least {_minTrades} are asked for");
}
