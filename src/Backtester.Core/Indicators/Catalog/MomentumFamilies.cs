using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Oscillators.</summary>
internal static class MomentumFamilies
{
    private const string Category = "momentum";
    private const IndicatorInputs Candle = IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("macd", Category, IndicatorInputs.Source, [Length(12, "fast"), Length(26, "slow"), Length(9, "signal")], _ => throw new NotSupportedException(), ("macd_line", "Fast EMA less slow EMA"), ("macd_signal", "EMA of the MACD line"), ("macd_hist", "MACD line less its signal")),
        new("rsi", Category, IndicatorInputs.Source, [Length(14)], _ => throw new NotSupportedException(), ("rsi", "Wilder's relative strength index, 0 to 100")),
        new("stochastic", Category, Candle, [Length(14), Length(3, "smooth"), Length(3, "signal")], _ => throw new NotSupportedException(), ("stoch_k", "Slow %K: place of the close in the range, smoothed, 0 to 100"), ("stoch_d", "%D: simple average of slow %K")),
        new("stoch_rsi", Category, IndicatorInputs.Source, [Length(14, "rsi_length"), Length(14, "stoch_length"), Length(1, "smooth")], _ => throw new NotSupportedException(), ("stoch_rsi", "Place of the RSI in its own range, 0 to 100")),
        new("cci", Category, Candle, [Length(20)], _ => throw new NotSupportedException(), ("cci", "Commodity channel index of the typical price")),
        new("roc", Category, IndicatorInputs.Source, [Length(10)], _ => throw new NotSupportedException(), ("roc", "Change over `length` bars in percent")),
        new("mom", Category, IndicatorInputs.Source, [Length(10)], _ => throw new NotSupportedException(), ("mom", "Change over `length` bars")),
        new("willr", Category, Candle, [Length(14)], _ => throw new NotSupportedException(), ("willr", "Williams %R, -100 to 0")),
        new("mfi", Category, Candle | IndicatorInputs.Volume, [Length(14)], _ => throw new NotSupportedException(), ("mfi", "Money flow index, 0 to 100")),
        new("tsi", Category, IndicatorInputs.Source, [Length(25, "slow"), Length(13, "fast")], _ => throw new NotSupportedException(), ("tsi", "True strength index, -100 to 100")),
        new("ao", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(5, "fast"), Length(34, "slow")], _ => throw new NotSupportedException(), ("ao", "Fast less slow simple average of the bar's middle")),
    ];
}
