namespace Backtester.Core.Market;

/// <summary>
/// Candles of one instrument in columns, in rising order of open time, without duplicates; where a candle
/// is missing there is no row. The three optional columns are empty where the source does not know them.
/// Columns may lie in mapped files, so keep the series alive while a span of it is in use.
/// </summary>
public sealed class CandleSeries
{
    private readonly ReadOnlyMemory<long> _openTimeMs;
    private readonly ReadOnlyMemory<double> _open;
    private readonly ReadOnlyMemory<double> _high;
    private readonly ReadOnlyMemory<double> _low;
    private readonly ReadOnlyMemory<double> _close;
    private readonly ReadOnlyMemory<double> _volume;
    private readonly ReadOnlyMemory<double> _quoteVolume;
    private readonly ReadOnlyMemory<double> _tradeCount;
    private readonly ReadOnlyMemory<double> _takerBuyVolume;

    /// <summary>Wraps columns without copying them.</summary>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public CandleSeries(
        SeriesKey key,
        ReadOnlyMemory<long> openTimeMs,
        ReadOnlyMemory<double> open,
        ReadOnlyMemory<double> high,
        ReadOnlyMemory<double> low,
        ReadOnlyMemory<double> close,
        ReadOnlyMemory<double> volume,
        ReadOnlyMemory<double> quoteVolume = default,
        ReadOnlyMemory<double> tradeCount = default,
        ReadOnlyMemory<double> takerBuyVolume = default)
    {
        Key = key;
        var count = openTimeMs.Length;
        Require(nameof(open), open.Length, count, optional: false);
        Require(nameof(high), high.Length, count, optional: false);
        Require(nameof(low), low.Length, count, optional: false);
        Require(nameof(close), close.Length, count, optional: false);
        Require(nameof(volume), volume.Length, count, optional: false);
        Require(nameof(quoteVolume), quoteVolume.Length, count, optional: true);
        Require(nameof(tradeCount), tradeCount.Length, count, optional: true);
        Require(nameof(takerBuyVolume), takerBuyVolume.Length, count, optional: true);
        (_openTimeMs, _open, _high, _low, _close, _volume) = (openTimeMs, open, high, low, close, volume);
        (_quoteVolume, _tradeCount, _takerBuyVolume) = (quoteVolume, tradeCount, takerBuyVolume);
    }

    /// <summary>What the series is.</summary>
    public SeriesKey Key { get; }

    /// <summary>Number of candles.</summary>
    public int Count => _openTimeMs.Length;

    /// <summary>Open times, Unix ms UTC.</summary>
    public ReadOnlySpan<long> OpenTimeMs => _openTimeMs.Span;

    /// <summary>Open prices.</summary>
    public ReadOnlySpan<double> Open => _open.Span;

    /// <summary>Highest prices.</summary>
    public ReadOnlySpan<double> High => _high.Span;

    /// <summary>Lowest prices.</summary>
    public ReadOnlySpan<double> Low => _low.Span;

    /// <summary>Close prices.</summary>
    public ReadOnlySpan<double> Close => _close.Span;

    /// <summary>Volumes in the base asset.</summary>
    public ReadOnlySpan<double> Volume => _volume.Span;

    /// <summary>Volumes in the quote asset; empty where unknown.</summary>
    public ReadOnlySpan<double> QuoteVolume => _quoteVolume.Span;

    /// <summary>Numbers of trades; empty where unknown.</summary>
    public ReadOnlySpan<double> TradeCount => _tradeCount.Span;

    /// <summary>Base volumes bought by takers; empty where unknown.</summary>
    public ReadOnlySpan<double> TakerBuyVolume => _takerBuyVolume.Span;

    /// <summary>The columns as memory, for readers that keep them across calls.</summary>
    public (ReadOnlyMemory<long> OpenTimeMs, ReadOnlyMemory<double> Open, ReadOnlyMemory<double> High, ReadOnlyMemory<double> Low,
        ReadOnlyMemory<double> Close, ReadOnlyMemory<double> Volume) Columns => (_openTimeMs, _open, _high, _low, _close, _volume);

    /// <summary>The candle at row <paramref name="index"/>, 0-based.</summary>
    public Candle this[int index] => new(
        OpenTimeMs[index],
        Open[index],
        High[index],
        Low[index],
        Close[index],
        Volume[index],
        _quoteVolume.IsEmpty ? double.NaN : QuoteVolume[index],
        _tradeCount.IsEmpty ? double.NaN : TradeCount[index],
        _takerBuyVolume.IsEmpty ? double.NaN : TakerBuyVolume[index]);

    /// <summary>Copies candles into columns; an optional column is kept when any candle knows it.</summary>
    public static CandleSeries FromCandles(SeriesKey key, IReadOnlyList<Candle> candles)
    {
        return new CandleSeries(
            key,
            candles.Select(c => c.OpenTimeMs).ToArray(),
            Column(c => c.Open),
            Column(c => c.High),
            Column(c => c.Low),
            Column(c => c.Close),
            Column(c => c.Volume),
            Optional(c => c.QuoteVolume),
            Optional(c => c.TradeCount),
            Optional(c => c.TakerBuyVolume));

        double[] Column(Func<Candle, double> value) => candles.Select(value).ToArray();

        ReadOnlyMemory<double> Optional(Func<Candle, double> value) =>
            candles.Any(c => !double.IsNaN(value(c))) ? Column(value) : default(ReadOnlyMemory<double>);
    }

    /// <summary>The candles whose open time lies in <paramref name="range"/>, without copying.</summary>
    public CandleSeries Slice(TimeRange range)
    {
        var from = LowerBound(range.StartMs);
        var to = Math.Max(from, LowerBound(range.EndMs));
        return from == 0 && to == Count ? this : SliceRows(from, to - from);
    }

    /// <summary>Rows [start, start + length), without copying.</summary>
    public CandleSeries SliceRows(int start, int length)
    {
        return new CandleSeries(
            Key,
            _openTimeMs.Slice(start, length),
            _open.Slice(start, length),
            _high.Slice(start, length),
            _low.Slice(start, length),
            _close.Slice(start, length),
            _volume.Slice(start, length),
            Part(_quoteVolume),
            Part(_tradeCount),
            Part(_takerBuyVolume));

        ReadOnlyMemory<double> Part(ReadOnlyMemory<double> column) => column.IsEmpty ? column : column.Slice(start, length);
    }

    /// <summary>The first row whose open time is not before <paramref name="timeMs"/>; <see cref="Count"/> where there is none.</summary>
    public int LowerBound(long timeMs)
    {
        var index = OpenTimeMs.BinarySearch(timeMs);
        return index < 0 ? ~index : index;
    }

    private static void Require(string name, int length, int count, bool optional)
    {
        if (length != count && !(optional && length == 0))
        {
            throw new ArgumentException($"{name}: {length} values for {count} candles", name);
        }
    }
}
