using System.Buffers;
using System.Numerics;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// The columns that the loop reads at every bar, pinned for the length of a run: a pointer costs one load, where a span
/// taken from a mapped file's memory costs a virtual call. Rows are never out of range: they come from the
/// <see cref="Timeline"/>, which is made from the same series.
/// </summary>
internal sealed unsafe class BarColumns : IDisposable
{
    private readonly List<MemoryHandle> _handles = [];
    private readonly ulong* _longEntry;
    private readonly ulong* _longExit;
    private readonly ulong* _shortEntry;
    private readonly ulong* _shortExit;
    private ulong* _any;

    /// <summary>Pins the columns.</summary>
    /// <param name="series">The candles.</param>
    /// <param name="signals">What is decided on them: on all, or on a window of them.</param>
    /// <param name="isWindow">True where the signals are those of a window, which <see cref="SignalsFrom"/> moves.</param>
    /// <exception cref="ArgumentException">There are not as many signals as candles.</exception>
    public BarColumns(CandleSeries series, SignalColumns signals, bool isWindow = false)
    {
        if (!isWindow && signals.Count != series.Count)
        {
            throw new ArgumentException($"signals: {signals.Count} values for {series.Count} candles", nameof(signals));
        }

        Count = series.Count;
        TimeMs = (long*)Pin(series.Columns.OpenTimeMs);
        Open = (double*)Pin(series.Columns.Open);
        High = (double*)Pin(series.Columns.High);
        Low = (double*)Pin(series.Columns.Low);
        Close = (double*)Pin(series.Columns.Close);
        _longEntry = (ulong*)Pin(signals.Of(Signals.LongEntry));
        _longExit = (ulong*)Pin(signals.Of(Signals.LongExit));
        _shortEntry = (ulong*)Pin(signals.Of(Signals.ShortEntry));
        _shortExit = (ulong*)Pin(signals.Of(Signals.ShortExit));
    }

    public int Count { get; }

    public long* TimeMs { get; }

    public double* Open { get; }

    public double* High { get; }

    public double* Low { get; }

    public double* Close { get; }

    /// <summary>The row to which the first signal belongs.</summary>
    public int SignalsFrom { get; set; }

    /// <summary>The lows of the rows [row, end).</summary>
    public ReadOnlySpan<double> Lows(int row, int end) => new(Low + row, end - row);

    /// <summary>The highs of the rows [row, end).</summary>
    public ReadOnlySpan<double> Highs(int row, int end) => new(High + row, end - row);

    /// <summary>Joins the columns into one, so that a loop over many symbols asks one bit a bar.</summary>
    public void Join()
    {
        var any = new ulong[(Count + 63) >> 6];
        const Signals All = Signals.LongEntry | Signals.LongExit | Signals.ShortEntry | Signals.ShortExit;
        for (var word = 0; word < any.Length; word++)
        {
            any[word] = Word(word, All);
        }

        _any = (ulong*)Pin<ulong>(any);
    }

    /// <summary>True where the rules say anything at the close of a row; <see cref="Join"/> must have been called.</summary>
    public bool SaysAnything(int row) => (_any[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>The rules that a run may follow.</summary>
    public RuleBits Rules(Signals mask, OppositeEntry opposite) => new(
        Column(Signals.LongEntry & mask), Column(Signals.LongExit & mask), Column(Signals.ShortEntry & mask), Column(Signals.ShortExit & mask), opposite);

    /// <summary>Pins the values of a distance for the length of the run.</summary>
    public DistanceColumns Pin(StopDistance? distance) =>
        distance is null ? default : new DistanceColumns(distance, (double*)Pin(distance.ColumnOf(1)), (double*)Pin(distance.ColumnOf(-1)));

    /// <summary>The first row from <paramref name="row"/> on, before <paramref name="end"/>, at which either of two signals is given; else the end.</summary>
    public int NextOf(Signals one, Signals other, int row, int end)
    {
        var a = Column(one);
        var b = Column(other);
        if (row >= end || (a is null && b is null))
        {
            return end;
        }

        a = a is null ? b : a;
        b = b is null ? a : b;
        var (first, last) = (row - SignalsFrom, (end - 1 - SignalsFrom) >> 6);
        var word = first >> 6;
        var bits = (a[word] | b[word]) & (ulong.MaxValue << (first & 63));
        while (bits == 0)
        {
            if (++word > last)
            {
                return end;
            }

            bits = a[word] | b[word];
        }

        return Math.Min(end, SignalsFrom + (word << 6) + BitOperations.TrailingZeroCount(bits));
    }

    /// <summary>What the rules say at the close of a row.</summary>
    public Signals SignalsAt(int row)
    {
        var at = row - SignalsFrom;
        var (word, bit) = (at >> 6, at & 63);
        return (Signals)(Bit(_longEntry, word, bit)
            | (Bit(_longExit, word, bit) << 1)
            | (Bit(_shortEntry, word, bit) << 2)
            | (Bit(_shortExit, word, bit) << 3));
    }

    /// <summary>The first row from <paramref name="row"/> on, before <paramref name="end"/>, at which any of some signals is given; else the end.</summary>
    public int NextSignal(int row, int end, Signals wanted)
    {
        if (row >= end)
        {
            return end;
        }

        var (first, last) = (row - SignalsFrom, (end - 1 - SignalsFrom) >> 6);
        var word = first >> 6;
        for (var bits = Word(word, wanted) & (ulong.MaxValue << (first & 63)); ; bits = Word(word, wanted))
        {
            if (bits != 0)
            {
                return Math.Min(end, SignalsFrom + (word << 6) + BitOperations.TrailingZeroCount(bits));
            }

            if (++word > last)
            {
                return end;
            }
        }
    }

    public void Dispose()
    {
        foreach (var handle in _handles)
        {
            handle.Dispose();
        }
    }

    private ulong* Column(Signals flag) => flag switch
    {
        Signals.LongEntry => _longEntry,
        Signals.LongExit => _longExit,
        Signals.ShortEntry => _shortEntry,
        Signals.ShortExit => _shortExit,
        _ => null,
    };

    private static int Bit(ulong* column, int word, int bit) => column is null ? 0 : (int)(column[word] >> bit) & 1;

    private ulong Word(int word, Signals wanted)
    {
        var bits = 0UL;
        bits |= (wanted & Signals.LongEntry) != Signals.None && _longEntry is not null ? _longEntry[word] : 0;
        bits |= (wanted & Signals.LongExit) != Signals.None && _longExit is not null ? _longExit[word] : 0;
        bits |= (wanted & Signals.ShortEntry) != Signals.None && _shortEntry is not null ? _shortEntry[word] : 0;
        bits |= (wanted & Signals.ShortExit) != Signals.None && _shortExit is not null ? _shortExit[word] : 0;
        return bits;
    }

    private void* Pin<T>(ReadOnlyMemory<T> memory)
    {
        if (memory.IsEmpty)
        {
            return null;
        }

        var handle = memory.Pin();
        _handles.Add(handle);
        return handle.Pointer;
    }
}
