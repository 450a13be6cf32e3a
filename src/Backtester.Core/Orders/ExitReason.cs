namespace Backtester.Core.Orders;

/// <summary>Why a position was closed, in the words of documents (snake_case there).</summary>
public enum ExitReason
{
    /// <summary>Still open: a preset that leaves positions open at the end of data.</summary>
    None,
    Signal,
    Reversal,
    StopLoss,
    TakeProfit,
    TrailingStop,
    BreakEven,
    Trim,
    Time,
    Liquidation,
    MaxDrawdown,
    Delisted,
    EndOfData,
}
