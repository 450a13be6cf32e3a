using System.Runtime.CompilerServices;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// Joins candles to those of a longer timeframe: first open, highest high, lowest low, last close, sums of the volumes.
/// A longer candle is made of the shorter ones that lie in it; a part that is unknown makes it unknown.
/// </summary>
internal sealed class CandleAggregator(Timeframe timeframe)
{
    private long _openMs;
    private long _endMs;
    private double _open;
    private double _high;
    private double _low;
    private double _close;
    private double _volume;
    private double _quoteVolume;
    private double _trades;
    private double _takerBuyVolume;
    private bool _begun;

    /// <summary>Takes the next shorter candle. True where it begins a new longer candle while an earlier one was still open, which is then finished.</summary>
    public bool Add(in Candle candle, out Candle finished)
    {
        Unsafe.SkipInit(out finished);
        if (_begun && candle.OpenTimeMs >= _openMs && candle.OpenTimeMs < _endMs)
        {
            _high = Math.Max(_high, candle.High);
            _low = Math.Min(_low, candle.Low);
            _close = candle.Close;
            _volume += candle.Volume;
            _quoteVolume += candle.QuoteVolume;
            _trades += candle.TradeCount;
            _takerBuyVolume += candle.TakerBuyVolume;
            return false;
        }

        var ended = _begun;
        if (ended)
        {
            finished = Current();
        }

        Begin(candle);
        return ended;
    }

    /// <summary>True where the longer candle has ended by a time, so that no shorter one can still join it.</summary>
    public bool TakeEnded(long nowMs, out Candle finished)
    {
        Unsafe.SkipInit(out finished);
        if (!_begun || _endMs > nowMs)
        {
            return false;
        }

        finished = Current();
        _begun = false;
        return true;
    }

    private void Begin(in Candle candle)
    {
        _begun = true;
        _openMs = timeframe.Floor(candle.OpenTimeMs);
        _endMs = _openMs + timeframe.Milliseconds;
        (_open, _high, _low, _close) = (candle.Open, candle.High, candle.Low, candle.Close);
        (_volume, _quoteVolume, _trades, _takerBuyVolume) = (candle.Volume, candle.QuoteVolume, candle.TradeCount, candle.TakerBuyVolume);
    }

    private Candle Current() => new(_openMs, _open, _high, _low, _close, _volume, _quoteVolume, _trades, _takerBuyVolume);
}
