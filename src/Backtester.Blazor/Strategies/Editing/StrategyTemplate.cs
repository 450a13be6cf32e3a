using Backtester.Core.Strategies.Definitions;

namespace Backtester.Blazor.Strategies.Editing;

/// <summary>A text to begin a strategy with.</summary>
/// <param name="Id">Name in addresses.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Text">The document.</param>
public sealed record StrategyTemplate(string Id, string Title, string Text)
{
    /// <summary>All, the simplest first.</summary>
    public static IReadOnlyList<StrategyTemplate> All { get; } =
    [
        new("short", "Two rules", """
            id: my_strategy
            version: 1.0.0
            title: My strategy
            description: Buys above a long average and leaves below it.
            parameters:
              length: {default: 50, min: 5, max: 400, step: 5, help: "Bars of the average."}
            long_entry: crossover(close, sma(close, length))
            long_exit: crossunder(close, sma(close, length))

            """),
        new("trend", "Trend with stop and filter", """
            id: my_trend
            version: 1.0.0
            title: My trend
            description: Fast over slow average, only in the direction of the day, with a stop by ATR.
            parameters:
              fast: {default: 10, min: 2, max: 100, step: 1, help: "Bars of the fast average."}
              slow: {default: 50, min: 5, max: 400, step: 5, help: "Bars of the slow average."}
              stop: {type: number, default: 2, min: 0.5, max: 6, step: 0.5, help: "Distance of the stop in average true ranges."}
            constraint: fast < slow
            # Named lines may be used by the rules, and are shown with each trade.
            lines:
              quick: ema(close, fast)
              trend: ema(close, slow)
              day_up: tf("1d", close > sma(close, 20))
            long_entry: crossover(quick, trend) and day_up
            long_exit: crossunder(quick, trend)
            short_entry: crossunder(quick, trend) and not day_up
            short_exit: crossover(quick, trend)
            stop_loss: stop * atr(14)
            take_profit: 3 * stop * atr(14)

            """),
        new("reversion", "Back to the middle", """
            id: my_reversion
            version: 1.0.0
            title: My reversion
            description: Buys what fell too far and sells what rose too far; leaves at the middle or after some bars.
            parameters:
              length: {default: 20, min: 5, max: 200, step: 5, help: "Bars of the bands."}
              width: {type: number, default: 2, min: 1, max: 4, step: 0.25, help: "Half width of the bands in standard deviations."}
            long_entry: close < bb_lower(close, length, width) and rsi(close, 14) < 35
            long_exit: close > bb_middle(close, length, width)
            short_entry: close > bb_upper(close, length, width) and rsi(close, 14) > 65
            short_exit: close < bb_middle(close, length, width)
            stop_loss: 3 * atr(14)
            time_exit: 48
            opposite_entry: ignore

            """),
        new("votes", "Votes with weights", """
            id: my_votes
            version: 1.0.0
            title: My votes
            description: Signals vote; an entry needs enough weight.
            long_entry: close > ema(close, 50)
            long_exit: crossunder(close, ema(close, 50))
            # A signal counts only while the one that it requires holds; the sum is the confidence of the entry.
            signals:
              - {name: regime, rule: close > ema(close, 200), weight: 0.4, side: long}
              - {name: momentum, rule: rsi(close, 14) > 50, weight: 0.3, requires: regime, side: long}
              - {name: flow, rule: zscore(cvd(20), 100) > 0, weight: 0.3, requires: regime, side: long}
            min_confidence: 0.7
            stop_loss: 4%

            """),
    ];

    /// <summary>The template of a name; the first where there is none of it.</summary>
    public static StrategyTemplate Of(string? id) => All.FirstOrDefault(t => t.Id == id) ?? All[0];

    /// <summary>A definition as one of the user's own begins: under an id that is free.</summary>
    /// <param name="definition">What is copied.</param>
    /// <param name="isTaken">Whether an id is in use.</param>
    public static string CopyOf(StrategyDefinition definition, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(isTaken);
        var wanted = definition.Id.StartsWith("my_", StringComparison.Ordinal) ? definition.Id : $"my_{definition.Id}";
        wanted = wanted.Length > 60 ? wanted[..60] : wanted;
        var id = wanted;
        for (var i = 2; isTaken(id); i++)
        {
            id = $"{wanted}_{i}";
        }

        var title = definition.Title.Length is > 0 and < 195 ? $"My {definition.Title}" : definition.Title;
        return DefinitionWriter.ToYaml(definition with { Id = id, Version = "1.0.0", Title = title });
    }
}
