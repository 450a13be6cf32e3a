namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The words that a spec's fields may hold, with what they mean for people (docs/api.md).</summary>
public static class SpecWords
{
    /// <summary>Conventions by which a decision becomes a fill.</summary>
    public static IReadOnlyList<(string Value, string Text)> Presets { get; } =
    [
        ("house", "House: fills at the next open, stops first"),
        ("backtesting_py", "As backtesting.py"),
        ("backtrader", "As backtrader"),
        ("vectorbt_same_close", "As vectorbt, same close"),
        ("vectorbt_next_open", "As vectorbt, next open"),
    ];

    /// <summary>Sizing models.</summary>
    public static IReadOnlyList<(string Value, string Text)> Sizing { get; } =
    [
        ("fixed_notional", "Fixed amount of money"),
        ("fixed_quantity", "Fixed quantity"),
        ("percent_equity", "Percent of equity"),
        ("all_in", "All of the cash"),
        ("risk_per_trade", "Percent of equity lost at the stop"),
        ("volatility_target", "Target volatility"),
        ("kelly", "Kelly criterion"),
    ];

    /// <summary>Sides that may be taken.</summary>
    public static IReadOnlyList<(string Value, string Text)> Directions { get; } =
        [("long_only", "Long only"), ("short_only", "Short only"), ("long_short", "Long and short")];

    /// <summary>What reaching the drawdown limit does.</summary>
    public static IReadOnlyList<(string Value, string Text)> DrawdownActions { get; } =
        [("stop", "Close everything, open nothing more"), ("pause", "Hold back entries until equity is back")];

    /// <summary>When a decision fills.</summary>
    public static IReadOnlyList<(string Value, string Text)> Fills { get; } = [("next_open", "At the next open"), ("same_close", "At the same close")];

    /// <summary>What came first where one bar reaches the stop and the target.</summary>
    public static IReadOnlyList<(string Value, string Text)> Intrabar { get; } =
    [
        ("stop_first", "The stop came first"),
        ("target_first", "The target came first"),
        ("nearest_extreme", "The extreme nearer to the open came first"),
        ("lower_timeframe", "Look into stored finer candles"),
    ];

    /// <summary>Where indicators begin.</summary>
    public static IReadOnlyList<(string Value, string Text)> Warmups { get; } =
        [("none", "At the first bar of the run"), ("auto", "As far before it as they need")];

    /// <summary>Fee models.</summary>
    public static IReadOnlyList<(string Value, string Text)> Fees { get; } =
        [("percent", "Share of the notional"), ("fixed", "Amount for each fill"), ("per_share", "By share, with a minimum"), ("zero", "None")];

    /// <summary>Brokers' plans by share.</summary>
    public static IReadOnlyList<(string Value, string Text)> SharePlans { get; } =
        [("standard", "Interactive Brokers standard: 0.005, at least 1"), ("pro", "Interactive Brokers pro: 0.0035, at least 0.35")];

    /// <summary>Margin modes.</summary>
    public static IReadOnlyList<(string Value, string Text)> MarginModes { get; } = [("isolated", "Isolated"), ("cross", "Cross")];

    /// <summary>Slippage models.</summary>
    public static IReadOnlyList<(string Value, string Text)> Slippage { get; } =
    [
        ("bps", "Basis points"),
        ("ticks", "Ticks"),
        ("atr", "Fraction of the average true range"),
        ("volume_share", "Impact by share of volume"),
        ("spread", "Spread estimated from candles"),
        ("none", "None"),
    ];
}
