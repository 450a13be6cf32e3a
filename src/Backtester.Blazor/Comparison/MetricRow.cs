using Backtester.Core.Analysis;

namespace Backtester.Blazor.Comparison;

/// <summary>One metric of all compared runs.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Values">A value for each run; NaN where unknown.</param>
/// <param name="Best">True for each run that has the best of them; nowhere where neither more nor less is better, fewer than two know it, or all are equal; never for a run without trades, which risked nothing.</param>
public sealed record MetricRow(MetricInfo Info, IReadOnlyList<double> Values, IReadOnlyList<bool> Best)
{
    /// <summary>The metrics that some run knows, in order of display.</summary>
    /// <param name="metrics">Those of each run.</param>
    /// <param name="sameCapital">False where the runs began with different sums: then no sum of money is better than another.</param>
    public static IReadOnlyList<MetricRow> Of(IReadOnlyList<MetricSet> metrics, bool sameCapital)
    {
        var idle = metrics.Select(m => ValueOf(m, "total_trades") == 0).ToArray();
        return
        [
            .. MetricCatalog.All
                .Select(info => (Info: info, Values: metrics.Select(m => ValueOf(m, info.Name)).ToArray()))
                .Where(row => row.Values.Any(double.IsFinite))
                .Select(row => new MetricRow(row.Info, row.Values, BestOf(Competing(row.Values), PreferenceOf(row.Info)))),
        ];

        double[] Competing(double[] values) => [.. values.Select((v, run) => idle[run] ? double.NaN : v)];

        MetricPreference PreferenceOf(MetricInfo info) => info.Unit == MetricUnit.Money && !sameCapital ? MetricPreference.None : info.Preference;
    }

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
