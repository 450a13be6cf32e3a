using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.KuCoin;

/// <summary>What is known of KuCoin, from www.kucoin.com/docs-new: a public pool of 2,000 weight in 30 s for each address.</summary>
public static class KuCoinFacts
{
    private static readonly RateLimit PublicPool = new(2000, TimeSpan.FromSeconds(30))
    {
        RemainingHeader = "gw-ratelimit-remaining",
        ResetAfterHeader = "gw-ratelimit-reset",
    };

    /// <summary>Spot.</summary>
    public static ExchangeFacts Spot { get; } = new()
    {
        Name = "kucoin",
        Title = "KuCoin",
        SettingName = "KuCoin",
        BaseAddress = new Uri("https://api.kucoin.com"),
        CandlesPerCall = 1500,
        Order = CandleOrder.NewestFirst,
        Timeframes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["1m"] = "1min",
            ["3m"] = "3min",
            ["5m"] = "5min",
            ["15m"] = "15min",
            ["30m"] = "30min",
            ["1h"] = "1hour",
            ["2h"] = "2hour",
            ["4h"] = "4hour",
            ["6h"] = "6hour",
            ["8h"] = "8hour",
            ["12h"] = "12hour",
            ["1d"] = "1day",
            ["1w"] = "1week",
        },
        EarliestMs = 1_505_433_600_000, // 2017-09-15, the day it opened
        Limit = PublicPool,
        Weights = new CallWeights(Candles: 3, Symbols: 4, Tickers: 15, Time: 3),
        SymbolExample = "BTC-USDT",
    };

    /// <summary>Perpetuals that are settled in USDT or USDC. Timeframes are words in minutes.</summary>
    public static ExchangeFacts Futures { get; } = new()
    {
        Name = "kucoin-futures",
        Title = "KuCoin futures",
        SettingName = "KuCoinFutures",
        BaseAddress = new Uri("https://api-futures.kucoin.com"),
        CandlesPerCall = 500,
        Order = CandleOrder.OldestFirst,
        Timeframes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["1m"] = "1",
            ["5m"] = "5",
            ["15m"] = "15",
            ["30m"] = "30",
            ["1h"] = "60",
            ["2h"] = "120",
            ["4h"] = "240",
            ["8h"] = "480",
            ["12h"] = "720",
            ["1d"] = "1440",
            ["1w"] = "10080",
        },
        EarliestMs = 1_561_939_200_000, // 2019-07-01
        Limit = PublicPool,
        Weights = new CallWeights(Candles: 3, Symbols: 3, Tickers: 3, Funding: 5, Time: 2),
        Funding = new FundingFacts(100),
        SymbolExample = "XBTUSDTM",
    };
}
