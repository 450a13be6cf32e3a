using Backtester.Core.Indicators.Volatility;
using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Ranges, deviations and bands.</summary>
internal static class VolatilityFamilies
{
    private const string Category = "volatility";
    private const IndicatorInputs Candle = IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    private static readonly IndicatorArgument Deviations = Number("multiplier", 0, 100, 2, "Standard deviations from the middle to the band");

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("tr", Category, Candle, [], _ => new TrueRange(), ("tr", "True range")),
        new("atr", Category, Candle, [Length(14)], a => new AverageTrueRange((int)a[0]), ("atr", "Wilder's average true range")),
        new("natr", Category, Candle, [Length(14)], a => new NormalizedTrueRange((int)a[0]), ("natr", "Average true range in percent of the close")),
        new("bollinger_bands", Category, IndicatorInputs.Source, [Length(20), Deviations], a => new BollingerBands((int)a[0], a[1]), ("bb_upper", "Upper Bollinger band"), ("bb_middle", "Middle Bollinger band: the simple average"), ("bb_lower", "Lower Bollinger band")),
        new("bollinger_place", Category, IndicatorInputs.Source, [Length(20), Deviations], a => new BollingerPlace((int)a[0], a[1]), ("bb_width", "Distance of the Bollinger bands as a fraction of the middle"), ("bb_percent", "Place in the Bollinger bands: 0 at the lower, 1 at the upper")),
        new("keltner", Category, Candle, [Length(20), Number("multiplier", 0, 100, 2, "Average true ranges from the middle to the band"), Length(10, "atr_length")], a => new KeltnerChannel((int)a[0], a[1], (int)a[2]), ("keltner_upper", "Upper Keltner band"), ("keltner_middle", "Middle Keltner band: EMA of the close"), ("keltner_lower", "Lower Keltner band")),
        new("stdev", Category, IndicatorInputs.Source, [Length()], a => new StandardDeviation((int)a[0]), ("stdev", "Population standard deviation")),
        new("zscore", Category, IndicatorInputs.Source, [Length(min: 2)], a => new ZScore((int)a[0]), ("zscore", "Standard deviations from the simple average")),
        new("hv", Category, IndicatorInputs.Source, [Length(20), Number("bars_per_year", 1, 1_000_000, 1, "Annualises by its root; 1 leaves it per bar")], a => new HistoricalVolatility((int)a[0], a[1]), ("hv", "Standard deviation of the log returns, as a fraction")),
    ];
}
