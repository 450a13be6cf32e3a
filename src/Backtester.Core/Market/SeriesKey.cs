namespace Backtester.Core.Market;

/// <summary>What names one series of candles.</summary>
/// <param name="Exchange">The market, such as "binance" or "sample": [a-z0-9-]+.</param>
/// <param name="Symbol">The instrument in capitals without separator, such as "BTCUSDT".</param>
/// <param name="Timeframe">The length of a candle.</param>
public sealed record SeriesKey(string Exchange, string Symbol, Timeframe Timeframe)
{
    /// <summary>The name of the built-in synthetic market.</summary>
    public const string SampleExchange = "sample";

    /// <inheritdoc/>
    public override string ToString() => $"{Exchange} {Symbol} {Timeframe}";
}
