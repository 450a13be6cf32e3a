using Backtester.Core.Market;

namespace Backtester.Data.Exchanges;

/// <summary>One call for candles: no more than the exchange gives in one answer.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Timeframe">Length of a candle.</param>
/// <param name="Range">Open times asked for, half-open; both ends on the timeframe's grid.</param>
public sealed record CandleRequest(ExchangeSymbol Symbol, Timeframe Timeframe, TimeRange Range)
{
    /// <summary>Candles that the range can hold.</summary>
    public long Count => (Range.EndMs - Range.StartMs) / Timeframe.Milliseconds;

    /// <summary>Open time of the last candle of the range.</summary>
    public long LastOpenMs => Range.EndMs - Timeframe.Milliseconds;

    /// <summary>Compares the request with what the exchange can do.</summary>
    /// <exception cref="ArgumentException">It is beyond that; the message says what is allowed.</exception>
    public void Check(ExchangeFacts facts)
    {
        if (facts.WordFor(Timeframe) is null)
        {
            throw new ArgumentException($"timeframe: {facts.Name} has no {Timeframe} candles; it has {string.Join(", ", facts.Offered)}");
        }

        if (Range.IsEmpty || Timeframe.Floor(Range.StartMs) != Range.StartMs || Timeframe.Floor(Range.EndMs) != Range.EndMs)
        {
            throw new ArgumentException($"range: {Range.StartMs} to {Range.EndMs} is empty or not on the grid of {Timeframe}");
        }

        if (Range.StartMs < Timeframe.Floor(facts.EarliestMs))
        {
            throw new ArgumentException($"range: {facts.Name} has no candles before {facts.EarliestMs}, and {Range.StartMs} is asked for");
        }

        if (Count > facts.CandlesPerCall)
        {
            throw new ArgumentException($"range: {Count} candles in one call; {facts.Name} gives at most {facts.CandlesPerCall}");
        }
    }
}
