using Backtester.Core.Formulas;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization;

/// <summary>
/// The number of earlier candles that all sets of a search read with `warmup: auto`: the largest that any of them needs, so
/// that no set has more to go by than another. In a space of more than <see cref="MostMeasured"/> sets it is the largest
/// over the sets that lie at the least and the greatest value of each parameter.
/// </summary>
internal static class SearchWarmUp
{
    internal const int MostMeasured = 4096;

    /// <summary>The number for a space; the spec's own where it says one, 0 where it does not ask for any.</summary>
    public static int Largest(RunSpec spec, SearchSpace space)
    {
        if (spec.Warmup != "auto")
        {
            return WarmUpCandles.Needed(spec);
        }

        var strategy = SpecStrategy.Of(spec);
        var check = new SetCheck(strategy, spec.Timeframe);
        return Points(space).Select(point => space.ParametersAt(point)).Where(set => check.ProblemWith(set) is null).Select(Needed).Append(0).Max();

        int Needed(IReadOnlyDictionary<string, double> set)
        {
            try
            {
                return strategy.WarmUp(set, spec.Timeframe).Settling;
            }
            catch (FormulaException)
            {
                // A set that the search will refuse.
                return 0;
            }
        }
    }

    private static IEnumerable<int[]> Points(SearchSpace space)
    {
        if (space.Total <= MostMeasured)
        {
            return Enumerable.Range(0, (int)space.Total).Select(number => space.PointAt(number));
        }

        var ends = space.Axes.Select(Ends).ToList();
        var corners = new SearchSpace([.. space.Axes.Select((axis, i) => axis with { Values = [.. ends[i].Select(e => axis.Values[e])] })], new Dictionary<string, double>());
        return Enumerable.Range(0, (int)Math.Min(corners.Total, MostMeasured))
            .Select(number => corners.PointAt(number).Select((end, axis) => ends[axis][end]).ToArray());
    }

    private static int[] Ends(ParameterAxis axis)
    {
        var values = axis.Values.ToList();
        return [.. new[] { values.IndexOf(values.Max()), values.IndexOf(values.Min()) }.Distinct()];
    }
}
