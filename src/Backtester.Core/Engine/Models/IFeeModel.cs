using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>What an execution costs. Called once a fill, never once a bar.</summary>
public interface IFeeModel
{
    /// <summary>The fee in the quote currency, ≥ 0.</summary>
    /// <param name="type">Limit orders pay the maker's fee, all others the taker's.</param>
    /// <param name="quantity">Size, above 0.</param>
    /// <param name="price">Execution price.</param>
    double Fee(OrderType type, double quantity, double price);

    /// <summary>The largest size whose value and fee <paramref name="cash"/> covers.</summary>
    double LargestQuantity(OrderType type, double cash, double price);
}

/// <summary>A fraction of the notional, different for makers and takers.</summary>
/// <param name="Maker">Fraction for limit orders.</param>
/// <param name="Taker">Fraction for market and stop orders.</param>
public sealed record PercentFees(double Maker, double Taker) : IFeeModel
{
    /// <inheritdoc/>
    public double Fee(OrderType type, double quantity, double price) => quantity * price * Rate(type);

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price) => cash / (price * (1 + Rate(type)));

    private double Rate(OrderType type) => type == OrderType.Limit ? Maker : Taker;
}

/// <summary>No fee at all.</summary>
public sealed record ZeroFees : IFeeModel
{
    /// <inheritdoc/>
    public double Fee(OrderType type, double quantity, double price) => 0;

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price) => cash / price;
}
