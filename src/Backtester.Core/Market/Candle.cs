namespace Backtester.Core.Market;

/// <summary>One finished candle. Times are Unix milliseconds UTC, unknown numbers are NaN.</summary>
/// <param name="OpenTimeMs">Open time; the candle covers [open time, open time + timeframe).</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Volume in the base asset.</param>
/// <param name="QuoteVolume">Volume in the quote asset.</param>
/// <param name="TradeCount">Number of trades.</param>
/// <param name="TakerBuyVolume">Base volume bought by takers.</param>
public readonly record struct Candle(
    long OpenTimeMs,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume,
    double QuoteVolume = double.NaN,
    double TradeCount = double.NaN,
    double TakerBuyVolume = double.NaN);
