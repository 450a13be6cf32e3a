using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>The grid that sets of parameters were taken from.</summary>
/// <param name="Axes">Its axes, values in rising order.</param>
/// <param name="Points">Index into each axis, of each alternative.</param>
internal sealed record ParameterGrid(IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<int[]> Points)
{
    /// <summary>Where a point lies, each coordinate from 0 to 1 by its rank on the axis.</summary>
    public double[] PlaceOf(int[] point) => [.. point.Select((index, axis) => Axes[axis].Values.Count == 1 ? 0 : (double)index / (Axes[axis].Values.Count - 1))];

    /// <summary>Where values lie that need not be on the grid: between the ranks of their neighbours, outside at the end.</summary>
    public double[] PlaceOf(IReadOnlyDictionary<string, double> values) => [.. Axes.Select(axis => Place(axis.Values, values.GetValueOrDefault(axis.Name, axis.Values[0])))];

    /// <summary>Alternatives at most one step away on every axis.</summary>
    public IReadOnlyList<int> NeighboursOf(int alternative) => [.. Enumerable.Range(0, Points.Count)
        .Where(other => other != alternative && Points[other].Select((index, axis) => Math.Abs(index - Points[alternative][axis])).Max() <= 1)];

    /// <summary>Axes at whose end an alternative lies, so that better values may lie beyond.</summary>
    public IEnumerable<ParameterAxis> EndsOf(int alternative) =>
        Axes.Where((axis, i) => axis.Values.Count > 2 && (Points[alternative][i] == 0 || Points[alternative][i] == axis.Values.Count - 1));

    private static double Place(IReadOnlyList<double> values, double value)
    {
        if (values.Count == 1)
        {
            return 0;
        }

        for (var i = 0; i + 1 < values.Count; i++)
        {
            if (value <= values[i + 1])
            {
                return Math.Clamp((i + ((value - values[i]) / (values[i + 1] - values[i]))) / (values.Count - 1), 0, 1);
            }
        }

        return 1;
    }
}
