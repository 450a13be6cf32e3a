using Backtester.Core.Indicators.Volume;
using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Volume and order flow.</summary>
internal static class VolumeFamilies
{
    private const string Category = "volume";
    private const IndicatorInputs Candle = IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume;

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("obv", Category, IndicatorInputs.Close | IndicatorInputs.Volume, [], _ => new OnBalanceVolume(), ("obv", "On-balance volume")),
        new("cvd", Category, Candle | IndicatorInputs.TakerBuyVolume, [Length(0, min: 0, description: "Bars in the sum; 0: all since the first")], a => new VolumeDelta((int)a[0]), ("cvd", "Cumulative volume delta: bought less sold by takers, estimated where unknown")),
        new("ad", Category, Candle, [], _ => new AccumulationDistribution(), ("ad", "Accumulation/distribution line")),
        new("cmf", Category, Candle, [Length(20)], a => new ChaikinMoneyFlow((int)a[0]), ("cmf", "Chaikin money flow, -1 to 1")),
        new("volume_profile", Category, IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Volume, [Length(100), new("bins", IsInteger: true, 2, 500, 24, "Price bins between the window's low and high")], a => new VolumeProfile((int)a[0], (int)a[1]), ("poc", "Point of control: the price with the most volume in the window"), ("value_area_high", "Upper edge of the 70 % value area"), ("value_area_low", "Lower edge of the 70 % value area")),
    ];
}
