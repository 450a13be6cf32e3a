namespace Backtester.Core.Strategies;

/// <summary>The built-in strategies.</summary>
public static class StrategyCatalog
{
    /// <summary>All, in order of id.</summary>
    public static IReadOnlyList<StrategyInfo> All { get; } =
    [
        new(
            "sma_cross",
            "1.0.0",
            "SMA cross",
            "Long while the fast simple moving average of the close is above the slow one: entry and exit on the crossings.",
            "classic",
            [
                new("fast", ParameterKind.Integer, Default: 10, Min: 2, Max: 500, Step: 1, "Length of the fast average, bars."),
                new("slow", ParameterKind.Integer, Default: 30, Min: 3, Max: 2000, Step: 1, "Length of the slow average, bars."),
            ],
            "fast < slow"),
    ];

    /// <summary>The strategy with this id; null where there is none.</summary>
    public static StrategyInfo? Find(string id) => All.FirstOrDefault(s => s.Id == id);
}
