using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Okx;

/// <summary>
/// What is known of OKX, from www.okx.com/docs-v5: the history endpoint reaches back to the listing, 100 candles a call.
/// Candles of six hours and more are asked for in UTC, since the plain words mean Hong Kong's days.
/// </summary>
public static class OkxFacts
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["1m"] = "1m",
        ["3m"] = "3m",
        ["5m"] = "5m",
        ["15m"] = "15m",
        ["30m"] = "30m",
        ["1h"] = "1H",
        ["2h"] = "2H",
        ["4h"] = "4H",
        ["6h"] = "6Hutc",
        ["12h"] = "12Hutc",
        ["1d"] = "1Dutc",
        ["1w"] = "1Wutc",
    };

    /// <summary>Spot.</summary>
    public static ExchangeFacts Spot { get; } = new()
    {
        Name = "okx",
        Title = "OKX",
        SettingName = "Okx",
        BaseAddress = new Uri("https://www.okx.com"),
        CandlesPerCall = 100,
        Order = CandleOrder.NewestFirst,
        Timeframes = Words,
        EarliestMs = 1_506_816_000_000, // 2017-10-01
        Limit = new RateLimit(20, TimeSpan.FromSeconds(2)),
        SymbolExample = "BTC-USDT",
    };

    /// <summary>Linear perpetuals. Funding rates of about three months are kept.</summary>
    public static ExchangeFacts Swap { get; } = Spot with
    {
        Name = "okx-swap",
        Title = "OKX perpetual swaps",
        EarliestMs = 1_569_888_000_000, // 2019-10-01
        Funding = new FundingFacts(100),
        SymbolExample = "BTC-USDT-SWAP",
    };
}
