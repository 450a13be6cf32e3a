using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>Room for some finished candles of a derived stream, used again for each stretch.</summary>
internal sealed class CandleBuffer(int capacity)
{
    private readonly long[] _openTimeMs = new long[capacity];
    private readonly double[] _open = new double[capacity];
    private readonly double[] _high = new double[capacity];
    private readonly double[] _low = new double[capacity];
    private readonly double[] _close = new double[capacity];
    private readonly double[] _volume = new double[capacity];
    private readonly double[] _quoteVolume = new double[capacity];
    private readonly double[] _trades = new double[capacity];
    private readonly double[] _takerBuyVolume = new double[capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>False where the stream's source has no such column, which indicators may treat otherwise than unknown values.</summary>
    public bool HasTakerBuyVolume { get; set; }

    public void Clear() => Count = 0;

    public void Add(in Candle candle)
    {
        _openTimeMs[Count] = candle.OpenTimeMs;
        _open[Count] = candle.Open;
        _high[Count] = candle.High;
        _low[Count] = candle.Low;
        _close[Count] = candle.Close;
        _volume[Count] = candle.Volume;
        _quoteVolume[Count] = candle.QuoteVolume;
        _trades[Count] = candle.TradeCount;
        _takerBuyVolume[Count] = candle.TakerBuyVolume;
        Count++;
    }

    public CandleTile Tile() => new()
    {
        OpenTimeMs = _openTimeMs.AsSpan(0, Count),
        Open = _open.AsSpan(0, Count),
        High = _high.AsSpan(0, Count),
        Low = _low.AsSpan(0, Count),
        Close = _close.AsSpan(0, Count),
        Volume = _volume.AsSpan(0, Count),
        QuoteVolume = _quoteVolume.AsSpan(0, Count),
        Trades = _trades.AsSpan(0, Count),
        TakerBuyVolume = HasTakerBuyVolume ? _takerBuyVolume.AsSpan(0, Count) : default,
    };
}
