using static Backtester.Core.Indicators.Catalog.IndicatorArgument;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Extremes, sums, ranks, pivots, stages and Heikin-Ashi.</summary>
internal static class StructureFamilies
{
    private const string Category = "structure";
    private const IndicatorInputs Candle = IndicatorInputs.Open | IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    private static readonly IndicatorArgument[] Wings =
    [
        Length(5, "left", description: "Bars before the pivot that it must exceed"),
        Length(5, "right", description: "Bars after the pivot that it must exceed; the value appears with the last of them"),
    ];

    internal static IReadOnlyList<IndicatorFamily> All { get; } =
    [
        new("highest", Category, IndicatorInputs.Source, [Length()], _ => throw new NotSupportedException(), ("highest", "Greatest of the last bars, this one included")),
        new("lowest", Category, IndicatorInputs.Source, [Length()], _ => throw new NotSupportedException(), ("lowest", "Least of the last bars, this one included")),
        new("sum", Category, IndicatorInputs.Source, [Length()], _ => throw new NotSupportedException(), ("sum", "Sum of the last bars")),
        new("change", Category, IndicatorInputs.Source, [Length(1)], _ => throw new NotSupportedException(), ("change", "Value less the value `length` bars ago")),
        new("rising", Category, IndicatorInputs.Source, [Length(1)], _ => throw new NotSupportedException(), ("rising", "1 where the value is above each of the `length` before it, else 0")),
        new("falling", Category, IndicatorInputs.Source, [Length(1)], _ => throw new NotSupportedException(), ("falling", "1 where the value is below each of the `length` before it, else 0")),
        new("cum", Category, IndicatorInputs.Source, [], _ => throw new NotSupportedException(), ("cum", "Sum since the first known value")),
        new("percentile_rank", Category, IndicatorInputs.Source, [Length(100)], _ => throw new NotSupportedException(), ("percentile_rank", "Percent of the `length` earlier values that are not above this one")),
        new("correlation", Category, IndicatorInputs.Source | IndicatorInputs.Source2, [Length(20, min: 2)], _ => throw new NotSupportedException(), ("correlation", "Pearson correlation of two series, -1 to 1")),
        new("stage", Category, IndicatorInputs.Close, [Length(30), Length(4, "slope_length", description: "Bars over which the average's slope is taken")], _ => throw new NotSupportedException(), ("stage", "Weinstein stage: 1 base, 2 advance, 3 top, 4 decline")),
        new("pivot_high", Category, IndicatorInputs.High, Wings, _ => throw new NotSupportedException(), ("pivot_high", "A high above its neighbours, at the bar that confirms it; unknown elsewhere")),
        new("pivot_low", Category, IndicatorInputs.Low, Wings, _ => throw new NotSupportedException(), ("pivot_low", "A low below its neighbours, at the bar that confirms it; unknown elsewhere")),
        new("heikin_ashi", Category, Candle, [], _ => throw new NotSupportedException(), ("ha_open", "Heikin-Ashi open"), ("ha_high", "Heikin-Ashi high"), ("ha_low", "Heikin-Ashi low"), ("ha_close", "Heikin-Ashi close")),
    ];
}
