using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>What an execution costs. Called once a fill, never once a bar.</summary>
public interface IFeeModel
{
    /// <summary>The fee in the quote currency, ≥ 0.</summary>
    double Fee(in FeeInput fill);

    /// <summary>The largest size for which <paramref name="share"/> of its value, and its fee, are covered by cash; 0 where none is.</summary>
    /// <param name="type">How the order reaches the market.</param>
    /// <param name="cash">Quote currency, ≥ 0.</param>
    /// <param name="price">Execution price.</param>
    /// <param name="share">Part of the value that must be paid: 1, or 1 / leverage.</param>
    double LargestQuantity(OrderType type, double cash, double price, double share = 1);
}

/// <summary>What a fee model may look at.</summary>
/// <param name="Type">Limit orders pay the maker's fee, all others the taker's.</param>
/// <param name="Quantity">Size, above 0.</param>
/// <param name="Price">Execution price.</param>
/// <param name="IsSell">True for sales, those that open a short position included.</param>
/// <param name="TimeMs">Open time of the bar, Unix ms.</param>
public readonly record struct FeeInput(OrderType Type, double Quantity, double Price, bool IsSell = false, long TimeMs = 0);

/// <summary>A fraction of the notional, different for makers and takers.</summary>
/// <param name="Maker">Fraction for limit orders.</param>
/// <param name="Taker">Fraction for market and stop orders.</param>
public sealed record PercentFees(double Maker, double Taker) : IFeeModel
{
    /// <inheritdoc/>
    public double Fee(in FeeInput fill) => fill.Quantity * fill.Price * Rate(fill.Type);

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price, double share = 1) => cash / (price * (share + Rate(type)));

    private double Rate(OrderType type) => type == OrderType.Limit ? Maker : Taker;
}

/// <summary>No fee at all.</summary>
public sealed record ZeroFees : IFeeModel
{
    /// <inheritdoc/>
    public double Fee(in FeeInput fill) => 0;

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price, double share = 1) => cash / (price * share);
}
