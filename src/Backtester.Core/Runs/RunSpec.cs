using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs;

/// <summary>
/// The run spec: one document for the REST body, the CLI's file and the form (docs/api.md).
/// An instance has been read and checked by <see cref="RunPlanner"/>; what was not written holds its default.
/// </summary>
public sealed record RunSpec
{
    /// <summary>Name shown in lists.</summary>
    public string Name { get; init; } = "";

    /// <summary>The market; empty until resolved against what is stored.</summary>
    public string Exchange { get; init; } = "";

    /// <summary>Stored spellings, in the order that decides ties.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Length of a bar.</summary>
    public required Timeframe Timeframe { get; init; }

    /// <summary>First open time, Unix ms; null for all stored.</summary>
    public long? StartMs { get; init; }

    /// <summary>End of the range, exclusive, Unix ms; null for all stored. A document's 23:59:59 is kept as written.</summary>
    public long? EndMs { get; init; }

    /// <summary>Catalogue id, or the id of <see cref="Definition"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>The rules, where the spec holds them itself; null for a strategy of the catalogue.</summary>
    public StrategyDefinition? Definition { get; init; }

    /// <summary>Parameters by name, defaults filled in.</summary>
    public required IReadOnlyDictionary<string, double> StrategyParams { get; init; }

    /// <summary>Cash before the first bar, quote currency.</summary>
    public double InitialCapital { get; init; } = 10_000;

    /// <summary>What <see cref="SizingSpec.Model"/> uses; quote currency for fixed_notional.</summary>
    public double PositionSize { get; init; } = 100;

    /// <summary>How big a position is.</summary>
    public SizingSpec Sizing { get; init; } = new();

    /// <summary>How orders fill.</summary>
    public ExecutionSpec Execution { get; init; } = new();

    /// <summary>Limits.</summary>
    public RiskSpec Risk { get; init; } = new();

    /// <summary>What is done about missing candles.</summary>
    public DataSpec Data { get; init; } = new();

    /// <summary>"none" or "auto".</summary>
    public string Warmup { get; init; } = "none";

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 42;
}

/// <summary>Policies about the candles of a run.</summary>
public sealed record DataSpec
{
    /// <summary>refuse, mark or fill: what a hole inside the range means (docs/data-quality.md).</summary>
    public string Gaps { get; init; } = "mark";
}

/// <summary>Sizing: fixed_notional, fixed_quantity, percent_equity, all_in, …</summary>
public sealed record SizingSpec
{
    /// <summary>One of the words of docs/api.md.</summary>
    public string Model { get; init; } = "fixed_notional";
}

/// <summary>Execution: the conventions by which a decision becomes a fill.</summary>
public sealed record ExecutionSpec
{
    /// <summary>house, backtesting_py, backtrader, vectorbt_same_close, vectorbt_next_open.</summary>
    public string Preset { get; init; } = "house";

    /// <summary>next_open or same_close.</summary>
    public string Fill { get; init; } = "next_open";

    /// <summary>stop_first, target_first, nearest_extreme, lower_timeframe.</summary>
    public string Intrabar { get; init; } = "stop_first";

    /// <summary>Fees.</summary>
    public FeesSpec Fees { get; init; } = new();

    /// <summary>Slippage.</summary>
    public SlippageSpec Slippage { get; init; } = new();

    /// <summary>1 for none.</summary>
    public double Leverage { get; init; } = 1;
}

/// <summary>Fees: fractions of the notional for the model percent.</summary>
public sealed record FeesSpec
{
    /// <summary>percent, fixed, per_share, zero.</summary>
    public string Model { get; init; } = "percent";

    /// <summary>Fee of limit orders, fraction.</summary>
    public double Maker { get; init; } = 0.001;

    /// <summary>Fee of all other orders, fraction.</summary>
    public double Taker { get; init; } = 0.001;
}

/// <summary>Slippage in basis points by order type, for the model bps.</summary>
public sealed record SlippageSpec
{
    /// <summary>none, bps, ticks, atr, volume_share, spread.</summary>
    public string Model { get; init; } = "bps";

    /// <summary>Market orders.</summary>
    public double Market { get; init; } = 5;

    /// <summary>Stops.</summary>
    public double Stop { get; init; } = 5;

    /// <summary>Limits.</summary>
    public double Limit { get; init; }
}

/// <summary>Limits on what a run may do. Null means no limit.</summary>
public sealed record RiskSpec
{
    /// <summary>long_only, short_only, long_short.</summary>
    public string Direction { get; init; } = "long_short";

    /// <summary>Most positions open at once, over all symbols.</summary>
    public int? MaxOpenPositions { get; init; }

    /// <summary>Loss from the peak equity, a fraction from 0 to 1, at which <see cref="OnMaxDrawdown"/> happens.</summary>
    public double? MaxDrawdown { get; init; }

    /// <summary>stop or pause.</summary>
    public string OnMaxDrawdown { get; init; } = "stop";

    /// <summary>Loss of a UTC day, a fraction from 0 to 1, at which entries pause until the next.</summary>
    public double? MaxDailyLoss { get; init; }

    /// <summary>Most value in one symbol, a fraction of the equity.</summary>
    public double? MaxSymbolExposure { get; init; }

    /// <summary>Most value in all symbols together, a fraction of the equity.</summary>
    public double? MaxExposure { get; init; }
}
