using Backtester.Core.Analysis;

namespace Backtester.Blazor.Comparison;

/// <summary>One metric of all compared runs.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Values">A value for each run; NaN where unknown.</param>
/// <param name="Best">True for each run that has the best of them; nowhere where neither more nor less is better, fewer than two know it, or all are equal.</param>
public sealed record MetricRow(MetricInfo Info, IReadOnlyList<double> Values, IReadOnlyList<bool> Best)
{
    /// <summary>The metrics that some run knows, in order of display.</summary>
    /// <param name="metrics">Those of each run.</param>
    /// <param name="sameCapital">False where the runs began with different sums: then no sum of money is better than another.</param>
    public static IReadOnlyList<MetricRow> Of(IReadOnlyList<MetricSet> metrics, bool sameCapital) =>
    [
        .. MetricCatalog.All
            .Select(info => (Info: info, Values: metrics.Select(m => ValueOf(m, info.Name)).ToArray()))
            .Where(row => row.Values.Any(double.IsFinite))
            .Select(row => new MetricRow(row.Info, row.Values, BestOf(row.Values, row.Info.Unit == MetricUnit.Money && !sameCapital ? MetricPreference.None : row.Info.Preference))),
    ];

    internal static bool[] BestOf(double[] values, MetricPreference preference)
    {
        var known = values.Where(double.IsFinite).ToList();
        if (preference == MetricPreference.None || known.Count < 2 || known.Max() == known.Min())
        {
            return new bool[values.Length];
        }

        var best = preference == MetricPreference.Higher ? known.Max() : known.Min();
        return [.. values.Select(v => v == best)];
    }

    private static double ValueOf(MetricSet metrics, string name) => metrics.Values.FirstOrDefault(m => m.Key == name, new(name, double.NaN)).Value;
}
