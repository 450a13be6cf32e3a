using Backtester.Core.Indicators.Momentum;
using Backtester.Core.Indicators.Structure;
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
        new("highest", Category, IndicatorInputs.Source, [Length()], a => new Highest((int)a[0]), ("highest", "Greatest of the last bars, this one included")),
        new("lowest", Category, IndicatorInputs.Source, [Length()], a => new Lowest((int)a[0]), ("lowest", "Least of the last bars, this one included")),
        new("sum", Category, IndicatorInputs.Source, [Length()], a => new Sum((int)a[0]), ("sum", "Sum of the last bars")),
        new("change", Category, IndicatorInputs.Source, [Length(1)], a => new Change((int)a[0]), ("change", "Value less the value `length` bars ago")),
        new("rising", Category, IndicatorInputs.Source, [Length(1)], a => new Rising((int)a[0]), ("rising", "1 where the value is above each of the `length` before it, else 0")),
        new("falling", Category, IndicatorInputs.Source, [Length(1)], a => new Falling((int)a[0]), ("falling", "1 where the value is below each of the `length` before it, else 0")),
        new("cum", Category, IndicatorInputs.Source, [], _ => new CumulativeSum(), ("cum", "Sum since the first known value")),
        new("percentile_rank", Category, IndicatorInputs.Source, [Length(100)], a => new PercentileRank((int)a[0]), ("percentile_rank", "Percent of the `length` earlier values that are not above this one")),
        new("correlation", Category, IndicatorInputs.Source | IndicatorInputs.Source2, [Length(20, min: 2)], a => new Correlation((int)a[0]), ("correlation", "Pearson correlation of two series, -1 to 1")),
        new("stage", Category, IndicatorInputs.Close, [Length(30), Length(4, "slope_length", description: "Bars over which the average's slope is taken")], a => new WeinsteinStage((int)a[0], (int)a[1]), ("stage", "Weinstein stage: 1 base, 2 advance, 3 top, 4 decline")),
        new("pivot_high", Category, IndicatorInputs.High, Wings, a => new PivotHigh((int)a[0], (int)a[1]), ("pivot_high", "A high above its neighbours, at the bar that confirms it; unknown elsewhere")),
        new("pivot_low", Category, IndicatorInputs.Low, Wings, a => new PivotLow((int)a[0], (int)a[1]), ("pivot_low", "A low below its neighbours, at the bar that confirms it; unknown elsewhere")),
        new("heikin_ashi", Category, Candle, [], _ => new HeikinAshi(), ("ha_open", "Heikin-Ashi open"), ("ha_high", "Heikin-Ashi high"), ("ha_low", "Heikin-Ashi low"), ("ha_close", "Heikin-Ashi close")),
        new("random", Category, IndicatorInputs.OpenTime, [Seed("seed", 42, "Which sequence"), Seed("draw", 0, "Which of several numbers of one bar")], a => new RandomDraw((long)a[0], (long)a[1]), ("random", "A number from 0 to below 1, drawn from the bar's open time and the seed alone")),
    ];
}
