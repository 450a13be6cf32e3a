namespace Backtester.Data.SampleMarket;

/// <summary>How one instrument of the sample market trades.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Stream">Number of its random stream.</param>
/// <param name="StartPrice">Open of its first candle, and the middle of its band.</param>
/// <param name="PriceDecimals">The tick is 10^−PriceDecimals.</param>
/// <param name="LotDecimals">Volumes are multiples of 10^−LotDecimals.</param>
/// <param name="Volatility">Deviation of a minute's log return in a normal regime.</param>
/// <param name="MarketShare">Correlation of its minute noise with the market's.</param>
/// <param name="MinuteTurnover">Typical quote volume of a minute.</param>
/// <param name="TradeSize">Typical quote volume of a trade.</param>
internal sealed record SampleSymbol(
    string Symbol,
    ulong Stream,
    double StartPrice,
    int PriceDecimals,
    int LotDecimals,
    double Volatility,
    double MarketShare,
    double MinuteTurnover,
    double TradeSize)
{
    /// <summary>All instruments, in order of their names.</summary>
    public static IReadOnlyList<SampleSymbol> All { get; } =
    [
        new("BNBUSDT", 4, 511.5, 1, 3, 0.00068, 0.72, 90_000, 260),
        new("BTCUSDT", 1, 46216.93, 2, 5, 0.00060, 0.85, 1_600_000, 950),
        new("ETHUSDT", 2, 3676.22, 2, 4, 0.00074, 0.82, 800_000, 780),
        new("SOLUSDT", 3, 170.19, 2, 2, 0.00105, 0.70, 160_000, 310),
        new("XRPUSDT", 5, 0.8302, 4, 0, 0.00085, 0.64, 140_000, 290),
    ];

    /// <summary>The instrument of a name; null where the sample market has none.</summary>
    public static SampleSymbol? Find(string symbol) => All.FirstOrDefault(s => s.Symbol == symbol);
}
