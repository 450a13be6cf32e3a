using System.Numerics;

namespace Backtester.Core.Engine;

/// <summary>
/// The lowest and the highest close of any stretch of a few thousand bars, in four looks: a sparse table, whose level k
/// holds the extremes of the 2^k closes from each bar on. It is filled once for a tile and asked by all sets that walk it.
/// </summary>
public sealed class RangeTable
{
    private readonly int _capacity;
    private readonly double[] _lows;
    private readonly double[] _highs;
    private int _first;

    /// <summary>A table for tiles of so many bars.</summary>
    public RangeTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var levels = BitOperations.Log2((uint)capacity) + 1;
        (_capacity, _lows, _highs) = (capacity, new double[levels * capacity], new double[levels * capacity]);
    }

    /// <summary>Takes the closes of the bars from <paramref name="first"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are more than the table has room for.</exception>
    public void Fill(int first, ReadOnlySpan<double> closes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(closes.Length, _capacity, nameof(closes));
        _first = first;
        closes.CopyTo(_lows);
        closes.CopyTo(_highs);
        for (var (level, half) = (1, 1); 2 * half <= closes.Length; level++, half *= 2)
        {
            var count = closes.Length - (2 * half) + 1;
            Merge(_lows, level, half, count, lowest: true);
            Merge(_highs, level, half, count, lowest: false);
        }
    }

    /// <summary>The extremes of the closes [from, from + length), which lie in the tile.</summary>
    /// <param name="from">The first bar.</param>
    /// <param name="length">Number of bars, at least 1.</param>
    public (double Low, double High) Range(int from, int length)
    {
        var level = BitOperations.Log2((uint)length);
        var a = (level * _capacity) + from - _first;
        var b = a + length - (1 << level);
        return (_lows[a] < _lows[b] ? _lows[a] : _lows[b], _highs[a] > _highs[b] ? _highs[a] : _highs[b]);
    }

    private void Merge(double[] table, int level, int half, int count, bool lowest)
    {
        var below = table.AsSpan((level - 1) * _capacity, count + half);
        var target = table.AsSpan(level * _capacity, count);
        var i = 0;
        for (; i + Vector<double>.Count <= count; i += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(below[i..]), new Vector<double>(below[(i + half)..]));
            var first = lowest ? Vector.LessThan(a, b) : Vector.GreaterThan(a, b);
            Vector.ConditionalSelect(first, a, b).CopyTo(target[i..]);
        }

        for (; i < count; i++)
        {
            var (a, b) = (below[i], below[i + half]);
            target[i] = (lowest ? a < b : a > b) ? a : b;
        }
    }
}
