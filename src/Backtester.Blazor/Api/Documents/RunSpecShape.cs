namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// The run spec, for the API's description; Backtester.Core reads it. Only symbols and timeframe are required; an unknown
/// property is an error.
/// </summary>
public sealed record RunSpecShape
{
    /// <summary>Shown in lists; made from strategy, symbols and dates where left out.</summary>
    public string? Name { get; init; }

    /// <summary>The market; the one stored market that has all symbols where left out.</summary>
    public string? Exchange { get; init; }

    /// <summary>Instruments, such as BTCUSDT; their order decides ties.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Length of a bar, such as 5m.</summary>
    public required string Timeframe { get; init; }

    /// <summary>First open time; all stored candles where left out.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>End of the range, exclusive.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>Id in the catalogue.</summary>
    public string? Strategy { get; init; }

    /// <summary>Parameters of the strategy by name; the others hold their defaults.</summary>
    public IReadOnlyDictionary<string, double>? StrategyParams { get; init; }

    /// <summary>Cash before the first bar, quote currency.</summary>
    public double? InitialCapital { get; init; }

    /// <summary>What the sizing model uses; quote currency for fixed_notional.</summary>
    public double? PositionSize { get; init; }

    /// <summary>How big a position is.</summary>
    public SizingShape? Sizing { get; init; }

    /// <summary>How a decision becomes a fill.</summary>
    public ExecutionShape? Execution { get; init; }

    /// <summary>Limits.</summary>
    public RiskShape? Risk { get; init; }

    /// <summary>What is done about missing candles.</summary>
    public DataShape? Data { get; init; }

    /// <summary>none or auto.</summary>
    public string? Warmup { get; init; }

    /// <summary>Seed of everything random.</summary>
    public long? Seed { get; init; }
}

/// <summary>Holes inside the range: mark, refuse or fill.</summary>
public sealed record DataShape(string? Gaps);

/// <summary>fixed_notional, fixed_quantity, percent_equity, all_in, …</summary>
public sealed record SizingShape(string? Model);

/// <summary>Preset (house, backtesting_py, backtrader, vectorbt_same_close, vectorbt_next_open) and what is written instead of its defaults.</summary>
public sealed record ExecutionShape(string? Preset, string? Fill, string? Intrabar, FeesShape? Fees, SlippageShape? Slippage, double? Leverage);

/// <summary>percent, fixed, per_share or zero; fractions of the notional for percent.</summary>
public sealed record FeesShape(string? Model, double? Maker, double? Taker);

/// <summary>none, bps, …; basis points by type of order.</summary>
public sealed record SlippageShape(string? Model, double? Market, double? Stop, double? Limit);

/// <summary>Sides (long_only, short_only, long_short) and limits, none where left out; on_max_drawdown is stop or pause.</summary>
public sealed record RiskShape(
    string? Direction,
    int? MaxOpenPositions,
    double? MaxDrawdown,
    string? OnMaxDrawdown,
    double? MaxDailyLoss,
    double? MaxSymbolExposure,
    double? MaxExposure);
