namespace Backtester.Core.Analysis.Paths;

/// <summary>How a resampled path is made of what happened.</summary>
public enum PathScheme
{
    /// <summary>Days drawn with replacement, in blocks (stationary bootstrap).</summary>
    Days,

    /// <summary>Closed trades drawn with replacement, in blocks.</summary>
    Trades,

    /// <summary>The same closed trades in another order.</summary>
    Shuffle,
}

/// <summary>Which numbers a scheme can move. One that it cannot is not shown: its distribution would be a single value.</summary>
public static class PathStatistics
{
    private const string SameEnd = "another order of the same trades ends with the same equity";

    /// <summary>The statistics that a scheme moves, in the order of documents.</summary>
    public static IReadOnlyList<string> MovedBy(PathScheme scheme) => scheme switch
    {
        PathScheme.Days => ["final_equity", "cagr", "max_drawdown_percentage", "longest_drawdown_days"],
        PathScheme.Trades => ["final_equity", "max_drawdown_percentage", "longest_drawdown_trades"],
        _ => ["max_drawdown_percentage", "longest_drawdown_trades"],
    };

    /// <summary>The statistics that a scheme leaves as they are, or does not know, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> LeftOutBy(PathScheme scheme) => scheme switch
    {
        PathScheme.Days => new Dictionary<string, string>(),
        PathScheme.Trades => new Dictionary<string, string> { ["cagr"] = "drawn trades have no calendar, so there is no growth a year" },
        _ => new Dictionary<string, string>
        {
            ["final_equity"] = SameEnd,
            ["cagr"] = SameEnd,
            ["profit_factor"] = "the same trades have the same profit factor in any order",
        },
    };
}
