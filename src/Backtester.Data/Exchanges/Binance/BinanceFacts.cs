using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Binance;

/// <summary>What is known of Binance, from developers.binance.com: spot "General API Information", USDⓈ-M futures "General Info".</summary>
public static class BinanceFacts
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["1m"] = "1m",
        ["3m"] = "3m",
        ["5m"] = "5m",
        ["15m"] = "15m",
        ["30m"] = "30m",
        ["1h"] = "1h",
        ["2h"] = "2h",
        ["4h"] = "4h",
        ["6h"] = "6h",
        ["8h"] = "8h",
        ["12h"] = "12h",
        ["1d"] = "1d",
        ["3d"] = "3d",
        ["1w"] = "1w",
    };

    /// <summary>Spot.</summary>
    public static ExchangeFacts Spot { get; } = new()
    {
        Name = "binance",
        Title = "Binance",
        SettingName = "Binance",
        BaseAddress = new Uri("https://api.binance.com"),
        CandlesPerCall = 1000,
        Order = CandleOrder.OldestFirst,
        Timeframes = Words,
        EarliestMs = 1_499_990_400_000, // 2017-07-14, the day it opened
        Limit = new RateLimit(6000, TimeSpan.FromMinutes(1)) { UsedHeader = "X-MBX-USED-WEIGHT-1M" },
        Weights = new CallWeights(Candles: 2, Symbols: 20, Tickers: 80, Time: 1),
        SymbolExample = "BTCUSDT",
    };

    /// <summary>USDⓈ-margined perpetuals. 1,500 candles in one call weigh 10; 1,000 weigh 5 and so come cheaper.</summary>
    public static ExchangeFacts Usdm { get; } = new()
    {
        Name = "binance-usdm",
        Title = "Binance USDS-M futures",
        SettingName = "BinanceUsdm",
        BaseAddress = new Uri("https://fapi.binance.com"),
        CandlesPerCall = 1000,
        Order = CandleOrder.OldestFirst,
        Timeframes = Words,
        EarliestMs = 1_567_900_800_000, // 2019-09-08, its first contract
        Limit = new RateLimit(2400, TimeSpan.FromMinutes(1)) { UsedHeader = "X-MBX-USED-WEIGHT-1M" },
        Weights = new CallWeights(Candles: 5, Symbols: 1, Tickers: 40, Funding: 5, Time: 1),
        Funding = new FundingFacts(1000),
        SymbolExample = "BTCUSDT",
    };
}
