using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Bybit;

/// <summary>What is known of Bybit, from bybit-exchange.github.io/docs/v5: both markets share one host and its limit.</summary>
public static class BybitFacts
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["1m"] = "1",
        ["3m"] = "3",
        ["5m"] = "5",
        ["15m"] = "15",
        ["30m"] = "30",
        ["1h"] = "60",
        ["2h"] = "120",
        ["4h"] = "240",
        ["6h"] = "360",
        ["12h"] = "720",
        ["1d"] = "D",
        ["1w"] = "W",
    };

    /// <summary>Spot.</summary>
    public static ExchangeFacts Spot { get; } = new()
    {
        Name = "bybit",
        Title = "Bybit",
        SettingName = "Bybit",
        BaseAddress = new Uri("https://api.bybit.com"),
        CandlesPerCall = 1000,
        Order = CandleOrder.NewestFirst,
        Timeframes = Words,
        EarliestMs = 1_625_097_600_000, // 2021-07-01
        Limit = new RateLimit(600, TimeSpan.FromSeconds(5)),
        SymbolExample = "BTCUSDT",
    };

    /// <summary>Perpetuals that are settled in USDT or USDC.</summary>
    public static ExchangeFacts Linear { get; } = Spot with
    {
        Name = "bybit-linear",
        Title = "Bybit linear perpetuals",
        EarliestMs = 1_583_020_800_000, // 2020-03-01
        Funding = new FundingFacts(200),
    };
}
