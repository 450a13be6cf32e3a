using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Objectives;

namespace Backtester.Core.Optimization;

/// <summary>What a search keeps of a measured set: the table's metrics, the score, and the values of its several objectives where it has some.</summary>
internal sealed class TrialScore
{
    private readonly Objective _objective;
    private readonly IReadOnlyList<ObjectiveTerm> _terms;

    /// <summary>The score of a search.</summary>
    /// <exception cref="ArgumentException">An objective cannot be read.</exception>
    public TrialScore(SearchSettings settings)
    {
        _objective = new Objective(settings);
        _terms = [.. settings.Objectives.Select(text =>
            ObjectiveTerm.TryParse(text, out var problem, countsWithoutDirection: true) ?? throw new ArgumentException($"'{text}': {problem}"))];
        WholeBecause = _objective.Metrics.Concat(_terms.SelectMany(t => t.Metrics)).FirstOrDefault(m => !Trial.MetricNames.Contains(m));
    }

    /// <summary>The first metric that a table of trials does not hold, for which each set is measured whole; null where there is none.</summary>
    public string? WholeBecause { get; }

    /// <summary>The trial with what was measured of it.</summary>
    public Trial Fill(Trial trial, MetricSet metrics, double[] returns, WalkedBy walked)
    {
        var (score, note) = _objective.Of(metrics);
        return trial with
        {
            Metrics = Trial.Table(metrics),
            Score = score,
            Note = note,
            Objectives = _terms.Count > 0 && _objective.HasEnoughTrades(metrics) ? [.. _terms.Select(t => t.Of(metrics).Score)] : null,
            Walked = walked,
            DailyReturns = returns,
        };
    }
}
