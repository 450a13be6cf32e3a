using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// Joins candles to those of a longer timeframe: first open, highest high, lowest low, last close, sums of the volumes.
/// A longer candle is made of the shorter ones that lie in it; a part that is unknown makes it unknown.
/// </summary>
internal sealed class CandleAggregator(Timeframe timeframe)
{
    private Candle _current;
    private bool _begun;

    /// <summary>Takes the next shorter candle. True where it begins a new longer candle while an earlier one was still open, which is then finished.</summary>
    public bool Add(in Candle candle, out Candle finished)
    {
        var open = timeframe.Floor(candle.OpenTimeMs);
        finished = _current;
        if (_begun && _current.OpenTimeMs == open)
        {
            _current = _current with
            {
                High = Math.Max(_current.High, candle.High),
                Low = Math.Min(_current.Low, candle.Low),
                Close = candle.Close,
                Volume = _current.Volume + candle.Volume,
                QuoteVolume = _current.QuoteVolume + candle.QuoteVolume,
                TradeCount = _current.TradeCount + candle.TradeCount,
                TakerBuyVolume = _current.TakerBuyVolume + candle.TakerBuyVolume,
            };
            return false;
        }

        var ended = _begun;
        _current = candle with { OpenTimeMs = open };
        _begun = true;
        return ended;
    }

    /// <summary>True where the longer candle has ended by a time, so that no shorter one can still join it.</summary>
    public bool TakeEnded(long nowMs, out Candle finished)
    {
        finished = _current;
        if (!_begun || _current.OpenTimeMs + timeframe.Milliseconds > nowMs)
        {
            return false;
        }

        _begun = false;
        return true;
    }
}
