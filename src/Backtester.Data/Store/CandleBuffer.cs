using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>Candles that are being collected, in columns that grow.</summary>
public sealed class CandleBuffer
{
    private long[] _times;
    private readonly double[][] _columns;

    /// <summary>An empty buffer.</summary>
    /// <param name="capacity">Rows to make room for.</param>
    public CandleBuffer(int capacity = 1024)
    {
        _times = new long[capacity];
        _columns = new double[CandleColumns.Values.Count][];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new double[capacity];
        }
    }

    /// <summary>Number of candles.</summary>
    public int Count { get; private set; }

    /// <summary>Open time of the last candle.</summary>
    public long LastOpenMs => _times[Count - 1];

    /// <summary>Appends a candle.</summary>
    public void Add(in Candle candle)
    {
        if (Count == _times.Length)
        {
            Grow();
        }

        var row = Count++;
        _times[row] = candle.OpenTimeMs;
        _columns[0][row] = candle.Open;
        _columns[1][row] = candle.High;
        _columns[2][row] = candle.Low;
        _columns[3][row] = candle.Close;
        _columns[4][row] = candle.Volume;
        _columns[5][row] = candle.QuoteVolume;
        _columns[6][row] = candle.TradeCount;
        _columns[7][row] = candle.TakerBuyVolume;
    }

    /// <summary>Forgets all candles and keeps the room.</summary>
    public void Clear() => Count = 0;

    /// <summary>The candles as a series over the buffer's own arrays; an optional column that no candle knows is left out.</summary>
    public CandleSeries ToSeries(SeriesKey key)
    {
        return new CandleSeries(
            key, _times.AsMemory(0, Count), Column(0), Column(1), Column(2), Column(3), Column(4), Optional(5), Optional(6), Optional(7));

        ReadOnlyMemory<double> Column(int index) => _columns[index].AsMemory(0, Count);

        ReadOnlyMemory<double> Optional(int index) => IsKnown(_columns[index].AsSpan(0, Count)) ? Column(index) : default;
    }

    /// <summary>True where at least one value is not NaN.</summary>
    internal static bool IsKnown(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    private void Grow()
    {
        var capacity = Math.Max(16, _times.Length * 2);
        Array.Resize(ref _times, capacity);
        for (var i = 0; i < _columns.Length; i++)
        {
            Array.Resize(ref _columns[i], capacity);
        }
    }
}
