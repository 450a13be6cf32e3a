namespace Backtester.Core.Optimization.Space;

/// <summary>
/// The product of all axes. A point is one index into each axis; points are numbered with the last axis turning fastest,
/// as nested loops in the order of the document would visit them.
/// </summary>
public sealed class SearchSpace
{
    private readonly string[] _names;
    private readonly double[] _fixed;
    private readonly int[] _places;

    /// <summary>A space.</summary>
    /// <param name="axes">The parameters that are searched, in the order of the document.</param>
    /// <param name="fixedValues">Values of the parameters that are not.</param>
    public SearchSpace(IReadOnlyList<ParameterAxis> axes, IReadOnlyDictionary<string, double> fixedValues)
    {
        Axes = axes;
        _names = [.. fixedValues.Keys.Concat(axes.Select(a => a.Name)).Distinct(StringComparer.Ordinal)];
        _fixed = Array.ConvertAll(_names, name => fixedValues.GetValueOrDefault(name));
        _places = [.. axes.Select(a => Array.IndexOf(_names, a.Name))];
        Total = axes.Aggregate(1L, (product, axis) => Saturated(product, axis.Values.Count));
    }

    /// <summary>The axes, in the order of the document.</summary>
    public IReadOnlyList<ParameterAxis> Axes { get; }

    /// <summary>Number of points, sets that break a constraint included; at most <see cref="long.MaxValue"/>.</summary>
    public long Total { get; }

    /// <summary>The point of a number from 0 to <see cref="Total"/> − 1.</summary>
    public int[] PointAt(long number)
    {
        var point = new int[Axes.Count];
        for (var axis = point.Length - 1; axis >= 0; axis--)
        {
            (number, var index) = Math.DivRem(number, Axes[axis].Values.Count);
            point[axis] = (int)index;
        }

        return point;
    }

    /// <summary>The number of a point.</summary>
    public long NumberOf(ReadOnlySpan<int> point)
    {
        var number = 0L;
        for (var axis = 0; axis < point.Length; axis++)
        {
            number = (number * Axes[axis].Values.Count) + point[axis];
        }

        return number;
    }

    /// <summary>The parameters of a point, the fixed ones included.</summary>
    public IReadOnlyDictionary<string, double> ParametersAt(ReadOnlySpan<int> point)
    {
        var values = (double[])_fixed.Clone();
        for (var axis = 0; axis < point.Length; axis++)
        {
            values[_places[axis]] = Axes[axis].Values[point[axis]];
        }

        return new NamedNumbers(_names, values);
    }

    private static long Saturated(long product, int count) => product > long.MaxValue / count ? long.MaxValue : product * count;
}
