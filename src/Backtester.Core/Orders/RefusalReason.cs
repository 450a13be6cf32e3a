namespace Backtester.Core.Orders;

/// <summary>Why an order was not filled, in the words of documents (snake_case there). Counted and shown in each run.</summary>
public enum RefusalReason
{
    BelowMinimumNotional,
    InsufficientCash,
    MaxOpenPositions,
    ExposureLimit,
    NoNextBar,
    UnknownStop,
    ConflictingSignals,
    Cooldown,
    MaxDrawdown,
    MaxDailyLoss,
    PositionClosed,
    UnknownPrice,
    OrderExpired,
    OrderCancelled,
    OrderUnfilled,
}
