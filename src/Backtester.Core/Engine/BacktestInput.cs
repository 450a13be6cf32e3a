using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>Which sides may be opened.</summary>
public enum AllowedDirection
{
    LongShort,
    LongOnly,
    ShortOnly,
}

/// <summary>Which of stop and target fills first where both lie inside one bar and its open decides neither.</summary>
public enum IntrabarRule
{
    /// <summary>The stop: the cautious answer.</summary>
    StopFirst,

    /// <summary>The target: the hopeful answer.</summary>
    TargetFirst,

    /// <summary>The one on the side of the extreme that lies nearer to the open, taken as visited first.</summary>
    NearestExtreme,

    /// <summary>The one that the symbol's finer candles reach first; the stop where they do not say.</summary>
    LowerTimeframe,
}

/// <summary>What happens when equity has fallen from its peak by the limit.</summary>
public enum DrawdownAction
{
    /// <summary>Positions are closed and nothing is opened any more.</summary>
    Stop,

    /// <summary>Nothing is opened until equity is back above the limit; positions take their course.</summary>
    Pause,
}

/// <summary>One symbol of a run.</summary>
/// <param name="Candles">Its candles.</param>
/// <param name="Decisions">What the strategy decides on them, one value a candle.</param>
/// <param name="Instrument">How it is traded.</param>
public sealed record SymbolInput(CandleSeries Candles, Decisions Decisions, Instrument Instrument)
{
    /// <summary>Finer candles of the same symbol and range, which <see cref="IntrabarRule.LowerTimeframe"/> looks into; null without.</summary>
    public CandleSeries? Finer { get; init; }

    /// <summary>Its funding; null where none is known or none is paid.</summary>
    public FundingRates? Funding { get; init; }

    /// <summary>True where more candles will come: the last one is then not the end of data (<see cref="CarriedBacktest"/>).</summary>
    public bool GoesOn { get; init; }

    /// <summary>True where the last candle is the last that there will ever be: a position is closed in it under every convention.</summary>
    public bool Delisted { get; init; }

    /// <summary>Stretches of open times whose bars may decide to enter, rising and apart; null for all. Positions run on to their exits.</summary>
    public IReadOnlyList<TimeRange>? Members { get; init; }

    /// <summary>True where the bar of an open time may decide to enter.</summary>
    public bool MayEnterAt(long openMs)
    {
        if (Members is null)
        {
            return true;
        }

        var (low, high) = (0, Members.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Members[middle].EndMs <= openMs ? (middle + 1, high) : (low, middle);
        }

        return low < Members.Count && Members[low].StartMs <= openMs;
    }
}

/// <summary>Everything that a backtest depends on.</summary>
public sealed record BacktestInput
{
    /// <summary>The symbols, in the order that decides ties.</summary>
    public required IReadOnlyList<SymbolInput> Symbols { get; init; }

    /// <summary>Name of the strategy, noted with each trade.</summary>
    public required string Strategy { get; init; }

    /// <summary>The strategies where there are several, each with a stretch of <see cref="Symbols"/>; null for one.</summary>
    public StrategyMix? Mix { get; init; }

    /// <summary>Cash before the first bar.</summary>
    public required double InitialCapital { get; init; }

    /// <summary>How decisions become fills.</summary>
    public required Conventions Conventions { get; init; }

    /// <summary>Fees.</summary>
    public required IFeeModel Fees { get; init; }

    /// <summary>Slippage.</summary>
    public required ISlippageModel Slippage { get; init; }

    /// <summary>Sizes.</summary>
    public required ISizingModel Sizing { get; init; }

    /// <summary>Terms of a margin account; null where positions are paid in full.</summary>
    public Margin? Margin { get; init; }

    /// <summary>Largest share of a bar's volume that orders take, above 0 and at most 1; null for no limit.</summary>
    public double? VolumeLimit { get; init; }

    /// <summary>Sides that may be opened; entry signals of the other side are not looked at.</summary>
    public AllowedDirection Direction { get; init; }

    /// <summary>Order of stop and target inside a bar.</summary>
    public IntrabarRule Intrabar { get; init; }

    /// <summary>Most positions at once; null for no limit.</summary>
    public int? MaxOpenPositions { get; init; }

    /// <summary>Loss from the peak equity at which <see cref="OnMaxDrawdown"/> happens, a fraction; null for no limit.</summary>
    public double? MaxDrawdown { get; init; }

    /// <summary>What reaching <see cref="MaxDrawdown"/> does.</summary>
    public DrawdownAction OnMaxDrawdown { get; init; }

    /// <summary>Loss from the equity at the end of the UTC day before at which entries pause until the next day, a fraction; null for no limit.</summary>
    public double? MaxDailyLoss { get; init; }

    /// <summary>Most value in one symbol after an entry, as a fraction of the equity; null for no limit.</summary>
    public double? MaxSymbolExposure { get; init; }

    /// <summary>Lanes of the vectors by which bars are scanned: 8, 4 or 1. No result depends on it.</summary>
    internal int Lanes { get; init; } = BarScan.WidestLanes;

    /// <summary>Most value in all symbols together after an entry, as a fraction of the equity; null for no limit.</summary>
    public double? MaxExposure { get; init; }
}
