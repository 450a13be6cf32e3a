namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// The run spec, for the API's description; Backtester.Core reads it. Only symbols (or a universe) and timeframe are required; an unknown
/// property is an error.
/// </summary>
public record RunSpecShape
{
    /// <summary>Shown in lists; made from strategy, symbols and dates where left out.</summary>
    public string? Name { get; init; }

    /// <summary>The market; the one stored market that has all symbols where left out.</summary>
    public string? Exchange { get; init; }

    /// <summary>Instruments, such as BTCUSDT; their order decides ties. Required unless a universe stands in their place.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>A universe in place of symbols: the name of a stored one, or an object with symbols or a rule.</summary>
    public object? Universe { get; init; }

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

    /// <summary>Several strategies in one account, in place of strategy and strategy_params.</summary>
    public IReadOnlyList<StrategyPartSpecShape>? Strategies { get; init; }

    /// <summary>How several strategies share the account.</summary>
    public PortfolioShape? Portfolio { get; init; }

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

    /// <summary>buy_and_hold, a symbol, or an object with symbol and exchange, or with strategy and strategy_params.</summary>
    public object? Benchmark { get; init; }

    /// <summary>none, auto or a number of candles.</summary>
    public object? Warmup { get; init; }

    /// <summary>Seed of everything random.</summary>
    public long? Seed { get; init; }
}

/// <summary>Holes inside the range: mark, refuse or fill.</summary>
public sealed record DataShape(string? Gaps);

/// <summary>One of several strategies: an id of the catalogue, its parameters, those of the run's symbols that it trades, its part of the capital, its name.</summary>
public sealed record StrategyPartSpecShape(
    string? Strategy,
    IReadOnlyDictionary<string, double>? StrategyParams,
    IReadOnlyList<string>? Symbols,
    double? Weight,
    string? Name);

/// <summary>rebalance: none, daily, weekly or monthly; positions: separate or netting.</summary>
public sealed record PortfolioShape(string? Rebalance, string? Positions);

/// <summary>
/// fixed_notional, fixed_quantity, percent_equity, all_in, risk_per_trade, volatility_target (length: returns) or kelly
/// (caution, cap in percent, minimum_trades).
/// </summary>
public sealed record SizingShape(string? Model, int? Length, double? Caution, double? Cap, int? MinimumTrades);

/// <summary>Preset (house, backtesting_py, backtrader, vectorbt_same_close, vectorbt_next_open) and what is written instead of its defaults.</summary>
public sealed record ExecutionShape(
    string? Preset,
    string? Fill,
    string? Intrabar,
    FeesShape? Fees,
    SlippageShape? Slippage,
    double? Leverage,
    MarginShape? Margin,
    double? VolumeLimit,
    RoundingShape? Rounding);

/// <summary>
/// percent (maker, taker; or exchange and tier of a table), fixed (amount), per_share (plan standard or pro, or per_share
/// and minimum; sec_fee: dates with dollars for a million sold) or zero.
/// </summary>
public sealed record FeesShape(
    string? Model,
    double? Maker,
    double? Taker,
    string? Exchange,
    int? Tier,
    double? Amount,
    string? Plan,
    double? PerShare,
    double? Minimum,
    IReadOnlyDictionary<string, double>? SecFee);

/// <summary>
/// none; bps, ticks or atr with numbers by type of order; volume_share (impact, length); spread (estimator corwin_schultz
/// or abdi_ranaldo, length, share).
/// </summary>
public sealed record SlippageShape(
    string? Model,
    double? Market,
    double? Stop,
    double? Limit,
    int? Length,
    double? Impact,
    string? Estimator,
    double? Share);

/// <summary>Terms with leverage above 1: isolated or cross, fractions of the position's value.</summary>
public sealed record MarginShape(string? Mode, double? Maintenance, double? LiquidationFee);

/// <summary>Steps of price and quantity and the least order of every symbol, 0 for none; symbols has those of single ones. The word exchange in its place takes them from the exchange's stored list.</summary>
public sealed record RoundingShape(double? Tick, double? Lot, double? MinimumNotional);

/// <summary>Sides (long_only, short_only, long_short) and limits, none where left out; on_max_drawdown is stop or pause.</summary>
public sealed record RiskShape(
    string? Direction,
    int? MaxOpenPositions,
    double? MaxDrawdown,
    string? OnMaxDrawdown,
    double? MaxDailyLoss,
    double? MaxSymbolExposure,
    double? MaxExposure);
