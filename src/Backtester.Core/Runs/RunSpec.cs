using System.Text.Json.Serialization;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Code;
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

    /// <summary>The universe that chose <see cref="Symbols"/>; null where they are written.</summary>
    public RunUniverse? Universe { get; init; }

    /// <summary>Length of a bar.</summary>
    public required Timeframe Timeframe { get; init; }

    /// <summary>First open time, Unix ms; null for all stored.</summary>
    public long? StartMs { get; init; }

    /// <summary>End of the range, exclusive, Unix ms; null for all stored. A document's 23:59:59 is kept as written.</summary>
    public long? EndMs { get; init; }

    /// <summary>Several strategies in one account, in place of <see cref="Strategy"/>, which then holds their names; empty for one.</summary>
    public IReadOnlyList<StrategySpec> Strategies { get; init; } = [];

    /// <summary>How several strategies share the account.</summary>
    public PortfolioSpec Portfolio { get; init; } = new();

    /// <summary>Catalogue id, or the id of <see cref="Definition"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>The rules, where the spec holds them itself or names a user's strategy; null for a strategy of the catalogue.</summary>
    public StrategyDefinition? Definition { get; init; }

    /// <summary>The C# strategy that <see cref="Strategy"/> names; null for definitions. It is not part of the document.</summary>
    [JsonIgnore]
    public CodeStrategy? Code { get; init; }

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

    /// <summary>What it is compared with.</summary>
    public BenchmarkSpec Benchmark { get; init; } = new();

    /// <summary>
    /// "none": indicators begin at the start; "auto": they read <see cref="WarmupCandles"/> before it, as many as the strategy
    /// needs; "given": as many as the spec says.
    /// </summary>
    public string Warmup { get; init; } = "none";

    /// <summary>Stored candles before the start that indicators read; written, or planned from the strategy; 0 where <see cref="Warmup"/> is "none".</summary>
    public int WarmupCandles { get; init; }

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 42;
}

/// <summary>Policies about the candles of a run.</summary>
public sealed record DataSpec
{
    /// <summary>refuse, mark or fill: what a hole inside the range means (docs/data-quality.md).</summary>
    public string Gaps { get; init; } = "mark";
}

/// <summary>One strategy of a run.</summary>
public sealed record StrategySpec
{
    /// <summary>Noted with its trades; distinct in a run.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id, or the id of <see cref="Definition"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>The rules, where the spec holds them itself; null for a strategy of the catalogue.</summary>
    public StrategyDefinition? Definition { get; init; }

    /// <summary>The C# class; null for rules.</summary>
    public CodeStrategy? Code { get; init; }

    /// <summary>Parameters by name, defaults filled in.</summary>
    public required IReadOnlyDictionary<string, double> StrategyParams { get; init; }

    /// <summary>Those of the run's symbols that it trades, in the order that decides ties.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Its part of the capital, above 0 and at most 1.</summary>
    public required double Weight { get; init; }
}

/// <summary>How several strategies share one account.</summary>
public sealed record PortfolioSpec
{
    /// <summary>none, daily, weekly, monthly.</summary>
    public string Rebalance { get; init; } = "none";

    /// <summary>separate or netting.</summary>
    public string Positions { get; init; } = "separate";
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

    /// <summary>Terms of the margin; null without leverage.</summary>
    public MarginSpec? Margin { get; init; }

    /// <summary>Largest share of a bar's volume that orders take; null for no limit.</summary>
    public double? VolumeLimit { get; init; }

    /// <summary>Steps of price and quantity, and the least order; null where none are written.</summary>
    public RoundingSpec? Rounding { get; init; }
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
