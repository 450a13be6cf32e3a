using System.Runtime.InteropServices;
using Backtester.Core.Market;

namespace Backtester.Core.Engine;

/// <summary>
/// The bars of several symbols in one order of time: each step is a distinct open time, at which some symbols have a bar.
/// </summary>
internal sealed class Timeline
{
    /// <summary>Rows by symbol and step, -1 where a symbol has no bar; null where row and step are the same for all.</summary>
    private readonly int[][]? _rows;

    public Timeline(IReadOnlyList<CandleSeries> series)
    {
        var first = series[0].OpenTimeMs;
        var aligned = true;
        for (var s = 1; s < series.Count && aligned; s++)
        {
            aligned = series[s].OpenTimeMs.SequenceEqual(first);
        }

        if (aligned)
        {
            TimeMs = Whole(series[0].Columns.OpenTimeMs);
            return;
        }

        TimeMs = Union(series);
        _rows = new int[series.Count][];
        for (var s = 0; s < series.Count; s++)
        {
            _rows[s] = RowsAt(series[s].OpenTimeMs, TimeMs);
        }
    }

    private Timeline(long[] timeMs, int[][]? rows) => (TimeMs, _rows) = (timeMs, rows);

    /// <summary>The distinct open times, rising.</summary>
    public long[] TimeMs { get; }

    /// <summary>The row of a symbol at a step; -1 where it has no bar then.</summary>
    public int Row(int symbol, int step) => _rows is null ? step : _rows[symbol][step];

    /// <summary>The same steps for some of the symbols, which then count from 0.</summary>
    public Timeline Part(int first, int count) => new(TimeMs, _rows?[first..(first + count)]);

    /// <summary>The column itself where it is an array of its own: a run does not need another copy of the time.</summary>
    private static long[] Whole(ReadOnlyMemory<long> column) =>
        MemoryMarshal.TryGetArray(column, out var part) && part.Array is { } array && array.Length == column.Length ? array : column.ToArray();

    private static long[] Union(IReadOnlyList<CandleSeries> series)
    {
        var union = series[0].OpenTimeMs.ToArray();
        for (var s = 1; s < series.Count; s++)
        {
            var other = series[s].OpenTimeMs;
            if (!other.SequenceEqual(union))
            {
                union = Merge(union, other);
            }
        }

        return union;
    }

    private static long[] Merge(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        var merged = new long[a.Length + b.Length];
        var (i, j, count) = (0, 0, 0);
        while (i < a.Length || j < b.Length)
        {
            var takeA = j >= b.Length || (i < a.Length && a[i] <= b[j]);
            var time = takeA ? a[i] : b[j];
            i += i < a.Length && a[i] == time ? 1 : 0;
            j += j < b.Length && b[j] == time ? 1 : 0;
            merged[count++] = time;
        }

        return merged[..count];
    }

    private static int[] RowsAt(ReadOnlySpan<long> own, long[] steps)
    {
        var rows = new int[steps.Length];
        var row = 0;
        for (var step = 0; step < steps.Length; step++)
        {
            rows[step] = row < own.Length && own[row] == steps[step] ? row++ : -1;
        }

        return rows;
    }
}
