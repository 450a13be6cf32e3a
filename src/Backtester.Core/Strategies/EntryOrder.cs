namespace Backtester.Core.Strategies;

/// <summary>How an entry waits for its price.</summary>
public enum EntryOrderType
{
    /// <summary>Waits for a better price: fills when the market trades through it.</summary>
    Limit,

    /// <summary>Waits for the market to come up to its price (down, for a short): becomes a market order when touched.</summary>
    Stop,

    /// <summary>Becomes a limit order when its stop price is touched.</summary>
    StopLimit,
}

/// <summary>Prices for both sides, one value a bar; NaN is an unknown price, which refuses the order.</summary>
/// <param name="Long">For long entries.</param>
/// <param name="Short">For short entries.</param>
public sealed record SidePrices(ReadOnlyMemory<double> Long, ReadOnlyMemory<double> Short)
{
    /// <summary>The price of a side (+1 long, −1 short) for a decision at a bar.</summary>
    public double At(int sign, int bar) => (sign > 0 ? Long : Short).Span[bar];
}

/// <summary>The order by which a strategy enters, where it is no market order. Read at the decision bar, working from the next bar on.</summary>
/// <param name="Type">Which.</param>
/// <param name="Price">The limit of a limit order, the stop price of the others.</param>
/// <param name="Limit">The limit of a stop-limit order; null for the others.</param>
/// <param name="ExpiresAfter">Bars in which it works; null until it is cancelled.</param>
public sealed record EntryOrder(EntryOrderType Type, SidePrices Price, SidePrices? Limit = null, int? ExpiresAfter = null);
