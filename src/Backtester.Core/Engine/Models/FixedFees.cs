using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>The same amount for each fill, whatever its size.</summary>
/// <param name="Amount">Quote currency, ≥ 0.</param>
public sealed record FixedFees(double Amount) : IFeeModel
{
    /// <inheritdoc/>
    public double Fee(in FeeInput fill) => Amount;

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price, double share = 1) => Math.Max(0, cash - Amount) / (price * share);
}
