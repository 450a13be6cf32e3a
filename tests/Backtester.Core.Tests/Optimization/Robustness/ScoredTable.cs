using Backtester.Core.Optimization;

namespace Backtester.Core.Tests.Optimization.Robustness;

/// <summary>Tables of trials whose scores are given by a formula.</summary>
internal static class ScoredTable
{
    /// <summary>Every combination of the values; null as a score leaves the set refused, NaN leaves it without a score.</summary>
    public static TrialTable Grid(Func<double[], double?> score, params (string Name, double[] Values)[] axes)
    {
        var points = axes.Aggregate<(string Name, double[] Values), IEnumerable<double[]>>([[]], (sets, axis) => sets.SelectMany(set => axis.Values.Select(value => (double[])[.. set, value])));
        return Of([.. axes.Select(a => a.Name)], points, score);
    }

    public static TrialTable Of(string[] names, IEnumerable<double[]> points, Func<double[], double?> score) =>
        TrialTable.Of([.. points.Select((point, number) => new Trial(number, [], names.Zip(point).ToDictionary(p => p.First, p => p.Second))
        {
            Metrics = score(point) is { } value ? new Dictionary<string, double> { ["roi"] = value } : null,
            Score = score(point) ?? double.NaN,
            Note = score(point) is null ? "refused" : null,
        })]);

    public static double[] Steps(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
