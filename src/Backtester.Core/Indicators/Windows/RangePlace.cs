using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Place of a value in the range of the last n bars: offset + 100 · (value − least) / (greatest − least); unknown where
/// the range is 0.
/// </summary>
internal sealed class RangePlace(int length, double offset)
{
    private readonly WindowFold<MaxMerge> _high = new(length);
    private readonly WindowFold<MinMerge> _low = new(length);
    private readonly double[] _lowest = new double[Indicator.MaxRun];

    /// <summary>Bars before the first value.</summary>
    public int Lead => length - 1;

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> value, Span<double> result)
    {
        var lowest = _lowest.AsSpan(0, result.Length);
        var lead = _high.Advance(high, result);
        _low.Advance(low, lowest);
        var (hundred, shift) = (new Vector<double>(100.0), new Vector<double>(offset));
        for (var i = 0; i < result.Length; i += Lanes.Width)
        {
            var least = Lanes.Load(lowest, i);
            Lanes.Store(Lanes.Divide(hundred * (Lanes.Load(value, i) - least), Lanes.Load(result, i) - least) + shift, result, i);
        }

        return lead;
    }

    /// <summary>The next bar is the first.</summary>
    public void Restart()
    {
        _high.Restart();
        _low.Restart();
    }
}
