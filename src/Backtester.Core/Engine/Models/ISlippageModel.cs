using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>How far from the market's price an order executes, always against the trader. Called once a fill.</summary>
public interface ISlippageModel
{
    /// <summary>The distance in price, ≥ 0.</summary>
    double Distance(OrderType type, double price);
}

/// <summary>Fills at the market's price.</summary>
public sealed record NoSlippage : ISlippageModel
{
    /// <inheritdoc/>
    public double Distance(OrderType type, double price) => 0;
}

/// <summary>Basis points (1/10,000) of the price, by order type.</summary>
/// <param name="Market">For market orders.</param>
/// <param name="Stop">For stops.</param>
/// <param name="Limit">For limit orders.</param>
public sealed record BpsSlippage(double Market, double Stop, double Limit) : ISlippageModel
{
    /// <inheritdoc/>
    public double Distance(OrderType type, double price) => price * (type switch
    {
        OrderType.Stop => Stop,
        OrderType.Limit => Limit,
        _ => Market,
    } / 10_000);
}
