namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Finds values that lie strictly beyond the <paramref name="left"/> values before and the <paramref name="right"/> values
/// after them. The pivot is written at the bar of the last of these, the first that can know it; elsewhere NaN.
/// </summary>
/// <param name="left">Values before.</param>
/// <param name="right">Values after.</param>
internal sealed class PivotFinder<TMerge>(int left, int right)
    where TMerge : struct, IWindowMerge
{
    private readonly History _values = new(right);
    private readonly WindowFold<TMerge> _before = new(left);
    private readonly WindowFold<TMerge> _after = new(right);
    private readonly History _extremes = new(right + 1);
    private readonly double[] _later = new double[Indicator.MaxRun];
    private int _seen;

    /// <summary>Bars before the first bar that can confirm a pivot.</summary>
    public int Lead => left + right;

    /// <summary>Takes a run.</summary>
    public void Advance(ReadOnlySpan<double> values, bool high, Span<double> result)
    {
        _values.Append(values);
        _before.Advance(values, _extremes.Append(values.Length));
        _after.Advance(values, _later.AsSpan(0, values.Length));
        var candidates = _values.Ago(right);
        var earlier = _extremes.Ago(right + 1);
        for (var i = 0; i < values.Length; i++)
        {
            var value = candidates[i];
            var beyond = high ? value > earlier[i] && value > _later[i] : value < earlier[i] && value < _later[i];
            result[i] = _seen >= Lead && beyond ? value : double.NaN;
            _seen += _seen < Lead ? 1 : 0;
        }
    }

    /// <summary>The next value is the first.</summary>
    public void Restart()
    {
        _before.Restart();
        _after.Restart();
        _seen = 0;
    }
}
