using Backtester.Core.Indicators.Trend;
using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Averages and trend followers.</summary>
internal static class TrendFamilies
{
    private const string Category = "trend";
    private const IndicatorInputs Candle = IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("sma", Category, IndicatorInputs.Source, [Length()], a => new Sma((int)a[0]), ("sma", "Simple moving average")),
        new("ema", Category, IndicatorInputs.Source, [Length()], a => new Ema((int)a[0]), ("ema", "Exponential moving average, seeded with the simple one")),
        new("wma", Category, IndicatorInputs.Source, [Length()], a => new Wma((int)a[0]), ("wma", "Linearly weighted moving average")),
        new("rma", Category, IndicatorInputs.Source, [Length()], a => new Rma((int)a[0]), ("rma", "Wilder's moving average (smoothed)")),
        new("dema", Category, IndicatorInputs.Source, [Length()], a => new Dema((int)a[0]), ("dema", "Double exponential moving average")),
        new("tema", Category, IndicatorInputs.Source, [Length()], a => new Tema((int)a[0]), ("tema", "Triple exponential moving average")),
        new("hma", Category, IndicatorInputs.Source, [Length(min: 2)], a => new Hma((int)a[0]), ("hma", "Hull moving average")),
        new("kama", Category, IndicatorInputs.Source, [Length(10), Length(2, "fast"), Length(30, "slow")], a => new Kama((int)a[0], (int)a[1], (int)a[2]), ("kama", "Kaufman's adaptive moving average")),
        new("vwma", Category, IndicatorInputs.Source | IndicatorInputs.Volume, [Length()], a => new Vwma((int)a[0]), ("vwma", "Volume-weighted moving average of a series")),
        new("vwap", Category, Candle | IndicatorInputs.Volume | IndicatorInputs.OpenTime, [Length(0, min: 0, description: "Bars in the window; 0: since the start of the UTC day")], a => new Vwap((int)a[0]), ("vwap", "Volume-weighted average of the typical price, of the UTC day or of the last bars")),
        new("linreg", Category, IndicatorInputs.Source, [Length()], a => new LinearRegression((int)a[0]), ("linreg", "Last point of the least-squares line")),
        new("adx", Category, Candle, [Length(14)], a => new DirectionalMovement((int)a[0]), ("adx", "Average directional index, 0 to 100"), ("plus_di", "Plus directional indicator, 0 to 100"), ("minus_di", "Minus directional indicator, 0 to 100")),
        new("aroon", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(14)], a => new Aroon((int)a[0]), ("aroon_up", "100 at a new high, 0 when the high is `length` bars old"), ("aroon_down", "100 at a new low, 0 when the low is `length` bars old")),
        new("psar", Category, IndicatorInputs.High | IndicatorInputs.Low, [Number("step", 0, 1, 0.02, "Acceleration a new extreme"), Number("limit", 0, 1, 0.2, "Greatest acceleration")], a => new ParabolicSar(a[0], a[1]), ("psar", "Parabolic stop and reverse")),
        new("supertrend", Category, Candle, [Length(10), Number("multiplier", 0, 100, 3, "Average true ranges from the middle to the band")], a => new Supertrend((int)a[0], a[1]), ("supertrend", "The band that trails the trend"), ("supertrend_dir", "1 in an uptrend, -1 in a downtrend")),
        new("ichimoku_conversion", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(9)], a => new RangeMiddle((int)a[0], 0), ("ichimoku_conversion", "Middle of the last 9 bars' range (Tenkan-sen)")),
        new("ichimoku_base", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(26)], a => new RangeMiddle((int)a[0], 0), ("ichimoku_base", "Middle of the last 26 bars' range (Kijun-sen)")),
        new("ichimoku_a", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(9, "conversion"), Length(26, "base"), Length(26, "displacement", 0, "Bars by which the line is drawn ahead")], a => new IchimokuSpanA((int)a[0], (int)a[1], (int)a[2]), ("ichimoku_a", "Leading span A as drawn at this bar: known since `displacement` bars (Senkou A)")),
        new("ichimoku_b", Category, IndicatorInputs.High | IndicatorInputs.Low, [Length(52), Length(26, "displacement", 0, "Bars by which the line is drawn ahead")], a => new RangeMiddle((int)a[0], (int)a[1]), ("ichimoku_b", "Leading span B as drawn at this bar: known since `displacement` bars (Senkou B)")),
    ];
}
