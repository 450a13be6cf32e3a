using Backtester.Core.Indicators.Momentum;
using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Oscillators.</summary>
internal static class MomentumFamilies
{
    private const string Category = "momentum";
    private const IndicatorInputs Candle = IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("macd", Category, IndicatorInputs.Source, [Length(12, "fast"), Length(26, "slow"), Length(9, "signal")], a => new Macd((int)a[0], (int)a[1], (int)a[2]), ("macd_line", "Fast EMA less slow EMA"), ("macd_signal", "EMA of the MACD line"), ("macd_hist", "MACD line less its signal")),
        new("rsi", Category, IndicatorInputs.Source, [Length(14)], a => new Rsi((int)a[0]), ("rsi", "Wilder's relative strength index, 0 to 100")),
        new("stochastic", Category, Candle, [Length(14), Length(3, "smooth"), Length(3, "signal")], a => new Stochastic((int)a[0], (int)a[1], (int)a[2]), ("stoch_k", "Slow %K: place of the close in the range, smoothed, 0 to 100"), ("stoch_d", "%D: simple average of slow %K")),
        new("stoch_rsi", Category, IndicatorInputs.Source, [Length(14, "rsi_length"), Length(14, "stoch_length"), Length(1, "smooth")], a => new StochasticRsi((int)a[0], (int)a[1], (int)a[2]), ("stoch_rsi", "Place of the RSI in its own range, 0 to 100")),
        new("cci", Category, Candle, [Length(20)], a => new CommodityChannel((int)a[0]), ("cci", "Commodity channel index of the typical price")),
        new("roc", Category, IndicatorInputs.Source, [Length(10)], a => new RateOfChange((int)a[0]), ("roc", "Change over `length` bars in percent")),
        new("mom", Category, IndicatorInputs.Source, [Length(10)], a => new Change((int)a[0]), ("mom", "Change over `length` bars")),
        new("willr", Category, Candle, [Length(14)], a => new WilliamsR((int)a[0]), ("willr", "Williams %R, -100 to 0")),
        new("mfi", Category, Candle | IndicatorInputs.Volume, [Length(14)], a => new MoneyFlowIndex((int)a[0]), ("mfi", "Money flow index, 0 to 100")),
        new("tsi", Category, IndicatorInputs.Source, [Length(25, "slow"), Length(13, "fast")], a => new TrueStrength((int)a[0], (int)a[1]), ("tsi", "True strength index, -100 to 100")),
        new("ao", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(5, "fast"), Length(34, "slow")], a => new AwesomeOscillator((int)a[0], (int)a[1]), ("ao", "Fast less slow simple average of the bar's middle")),
    ];
}
