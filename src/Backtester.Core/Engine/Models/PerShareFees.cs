using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>
/// A price a share with a minimum for each fill, as brokers of shares charge it, and on sales the regulator's fee on the
/// value sold.
/// </summary>
/// <param name="PerShare">Quote currency a share.</param>
/// <param name="Minimum">Least commission of a fill, quote currency; the regulator's fee comes on top.</param>
/// <param name="SecFee">Fee on sales; <see cref="SecFeeSchedule.None"/> for none.</param>
public sealed record PerShareFees(double PerShare, double Minimum, SecFeeSchedule SecFee) : IFeeModel
{
    /// <summary>Price a share and minimum of Interactive Brokers' plans, by the word of the spec.</summary>
    public static IReadOnlyDictionary<string, (double PerShare, double Minimum)> InteractiveBrokers { get; } =
        new Dictionary<string, (double, double)>
        {
            ["standard"] = (0.005, 1),
            ["pro"] = (0.0035, 0.35),
        };

    /// <inheritdoc/>
    public double Fee(in FeeInput fill)
    {
        var commission = Math.Max(Minimum, PerShare * fill.Quantity);
        return fill.IsSell ? commission + (fill.Quantity * fill.Price * SecFee.RateAt(fill.TimeMs)) : commission;
    }

    /// <inheritdoc/>
    public double LargestQuantity(OrderType type, double cash, double price, double share = 1)
    {
        // Where the price a share is above the minimum both terms grow with the size; else the minimum comes off first.
        var byShare = cash / ((price * share) + PerShare);
        return PerShare * byShare >= Minimum ? byShare : Math.Max(0, cash - Minimum) / (price * share);
    }
}
