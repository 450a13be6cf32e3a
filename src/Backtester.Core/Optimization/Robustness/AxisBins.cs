using System.Globalization;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// The values of a parameter in steps: each value that was tried is a step of its own, or, where there are more than asked
/// for, steps of equal width between the least and the greatest.
/// </summary>
public sealed class AxisBins
{
    private readonly double[] _values;
    private readonly double _width;

    private AxisBins(string name, double[] values, int most)
    {
        Name = name;
        _values = values;
        Count = Math.Min(values.Length, most);
        _width = IsBinned ? (values[^1] - values[0]) / most : 0;
    }

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>Number of steps.</summary>
    public int Count { get; }

    /// <summary>True where a step holds several values.</summary>
    public bool IsBinned => Count < _values.Length;

    /// <summary>The steps of a parameter.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="values">Its values, in any order, finite.</param>
    /// <param name="most">Most steps.</param>
    public static AxisBins Of(string name, IEnumerable<double> values, int most) => new(name, [.. values.Distinct().Order()], most);

    /// <summary>The step of a value that was tried.</summary>
    public int StepOf(double value) => IsBinned
        ? Math.Clamp((int)((value - _values[0]) / _width), 0, Count - 1)
        : Array.BinarySearch(_values, value);

    /// <summary>The value of a step, its middle where it holds several.</summary>
    public double ValueOf(int step) => IsBinned ? _values[0] + ((step + 0.5) * _width) : _values[step];

    /// <summary>A step in words: 20, or 20 to 24 where it holds several values; empty where it holds none.</summary>
    public string LabelOf(int step)
    {
        if (!IsBinned)
        {
            return Text(_values[step]);
        }

        var held = Array.FindAll(_values, value => StepOf(value) == step);
        return held.Length switch { 0 => "", 1 => Text(held[0]), _ => $"{Text(held[0])} to {Text(held[^1])}" };
    }

    /// <summary>Where a value lies, from 0 to 1: by step where each value has its own, by value otherwise.</summary>
    public double PositionOf(double value) => IsBinned
        ? (value - _values[0]) / (_values[^1] - _values[0])
        : Count > 1 ? (double)StepOf(value) / (Count - 1) : 0;

    /// <summary>The same for a value that need not have been tried: where it has no step, that of the next one that has, or of the last.</summary>
    public double NearestPositionOf(double value)
    {
        var place = Array.BinarySearch(_values, value);
        return PositionOf(place >= 0 ? value : _values[Math.Min(~place, _values.Length - 1)]);
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
