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

    /// <summary>The sizing model has no size: no volatility yet, no stop.</summary>
    UnknownSize,

    /// <summary>The Kelly criterion gives nothing to bet.</summary>
    NoEdge,

    /// <summary>The slippage model has no estimate yet.</summary>
    UnknownSlippage,

    /// <summary>The rest of an entry beyond the allowed share of the bar's volume.</summary>
    VolumeLimit,

    /// <summary>The symbol is not a member of the run's universe at the decision bar.</summary>
    NotInUniverse,
}
