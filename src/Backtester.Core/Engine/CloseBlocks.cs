using Backtester.Core.Market;

namespace Backtester.Core.Engine;

/// <summary>
/// The lowest and the highest close of each 64 bars of a series, made once for all parameter sets that run over it: the
/// extremes of a long stretch then cost a look at each block instead of each bar.
/// </summary>
internal sealed class CloseBlocks
{
    private const int Length = 64;
    private readonly double[] _lowest;
    private readonly double[] _highest;

    public CloseBlocks(CandleSeries series)
    {
        var close = series.Close;
        _lowest = new double[close.Length / Length];
        _highest = new double[_lowest.Length];
        for (var block = 0; block < _lowest.Length; block++)
        {
            var bars = close.Slice(block * Length, Length);
            (_lowest[block], _highest[block]) = BarScan.Range(bars, bars);
        }
    }

    /// <summary>The extremes of the closes [from, from + length), length at least 1.</summary>
    public unsafe (double Low, double High) Range(double* close, int from, int length)
    {
        var end = from + length;
        var (first, last) = ((from + Length - 1) / Length, end / Length);
        if (last <= first)
        {
            var all = new ReadOnlySpan<double>(close + from, length);
            return BarScan.Range(all, all);
        }

        var (low, high) = BarScan.Range(_lowest.AsSpan(first..last), _highest.AsSpan(first..last));
        Widen(new ReadOnlySpan<double>(close + from, (first * Length) - from), ref low, ref high);
        Widen(new ReadOnlySpan<double>(close + (last * Length), end - (last * Length)), ref low, ref high);
        return (low, high);
    }

    private static void Widen(ReadOnlySpan<double> bars, ref double low, ref double high)
    {
        if (!bars.IsEmpty)
        {
            var (l, h) = BarScan.Range(bars, bars);
            (low, high) = (l < low ? l : low, h > high ? h : high);
        }
    }
}
