using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Coinbase;

/// <summary>What is known of Coinbase, from docs.cdp.coinbase.com, Advanced Trade, public market data.</summary>
public static class CoinbaseFacts
{
    /// <summary>Spot. It takes fewer than 350 candles a call, both ends of the range counted; 300 stays clear of that.</summary>
    public static ExchangeFacts Spot { get; } = new()
    {
        Name = "coinbase",
        Title = "Coinbase",
        SettingName = "Coinbase",
        BaseAddress = new Uri("https://api.coinbase.com"),
        CandlesPerCall = 300,
        Order = CandleOrder.NewestFirst,
        Timeframes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["1m"] = "ONE_MINUTE",
            ["5m"] = "FIVE_MINUTE",
            ["15m"] = "FIFTEEN_MINUTE",
            ["30m"] = "THIRTY_MINUTE",
            ["1h"] = "ONE_HOUR",
            ["2h"] = "TWO_HOUR",
            ["4h"] = "FOUR_HOUR",
            ["6h"] = "SIX_HOUR",
            ["1d"] = "ONE_DAY",
        },
        EarliestMs = 1_420_070_400_000, // 2015-01-01
        Limit = new RateLimit(10, TimeSpan.FromSeconds(1)),
        SymbolExample = "BTC-USD",
    };
}
