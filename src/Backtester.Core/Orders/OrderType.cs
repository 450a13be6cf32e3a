namespace Backtester.Core.Orders;

/// <summary>How an order reaches the market: decides fee side and slippage.</summary>
public enum OrderType
{
    /// <summary>Taken at the price of the moment: open or close.</summary>
    Market,

    /// <summary>Becomes a market order at its level.</summary>
    Stop,

    /// <summary>Waits at its price.</summary>
    Limit,
}
