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
        new("tr", Category, Candle, [], _ => throw new NotSupportedException(), ("tr", "True range")),
        new("atr", Category, Candle, [Length(14)], _ => throw new NotSupportedException(), ("atr", "Wilder's average true range")),
        new("natr", Category, Candle, [Length(14)], _ => throw new NotSupportedException(), ("natr", "Average true range in percent of the close")),
        new("bollinger_bands", Category, IndicatorInputs.Source, [Length(20), Deviations], _ => throw new NotSupportedException(), ("bb_upper", "Upper Bollinger band"), ("bb_middle", "Middle Bollinger band: the simple average"), ("bb_lower", "Lower Bollinger band")),
        new("bollinger_place", Category, IndicatorInputs.Source, [Length(20), Deviations], _ => throw new NotSupportedException(), ("bb_width", "Distance of the Bollinger bands as a fraction of the middle"), ("bb_percent", "Place in the Bollinger bands: 0 at the lower, 1 at the upper")),
        new("keltner", Category, Candle, [Length(20), Number("multiplier", 0, 100, 2, "Average true ranges from the middle to the band"), Length(10, "atr_length")], _ => throw new NotSupportedException(), ("keltner_upper", "Upper Keltner band"), ("keltner_middle", "Middle Keltner band: EMA of the close"), ("keltner_lower", "Lower Keltner band")),
        new("stdev", Category, IndicatorInputs.Source, [Length()], _ => throw new NotSupportedException(), ("stdev", "Population standard deviation")),
        new("zscore", Category, IndicatorInputs.Source, [Length(min: 2)], _ => throw new NotSupportedException(), ("zscore", "Standard deviations from the simple average")),
        new("hv", Category, IndicatorInputs.Source, [Length(20), Number("bars_per_year", 1, 1_000_000, 1, "Annualises by its root; 1 leaves it per bar")], _ => throw new NotSupportedException(), ("hv", "Standard deviation of the log returns, as a fraction")),
    ];
}
