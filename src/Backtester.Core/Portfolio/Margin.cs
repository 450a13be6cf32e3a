namespace Backtester.Core.Portfolio;

/// <summary>What stands behind a leveraged position.</summary>
public enum MarginMode
{
    /// <summary>Its own margin alone.</summary>
    Isolated,

    /// <summary>The whole account.</summary>
    Cross,
}

/// <summary>Trading with more than one's own money: the terms of a margin account.</summary>
/// <param name="Leverage">Value of a position over the margin that it ties, above 1.</param>
/// <param name="Mode">What stands behind a position.</param>
/// <param name="Maintenance">Fraction of a position's value below which its margin may not fall.</param>
/// <param name="LiquidationFee">Fee of a liquidation, a fraction of the value, in place of the usual fee.</param>
public sealed record Margin(double Leverage, MarginMode Mode, double Maintenance, double LiquidationFee)
{
    /// <summary>Part of a position's value that is tied.</summary>
    public double Share { get; } = 1 / Leverage;

    /// <summary>
    /// The price at which an isolated position's margin and loss leave just the maintenance margin:
    /// entry / leverage + s · (price − entry) = maintenance · price, solved for the price (s = ±1, a unit of the base asset).
    /// </summary>
    /// <param name="sign">+1 long, −1 short.</param>
    /// <param name="entryPrice">Price of the entry fill.</param>
    public double IsolatedLiquidationPrice(int sign, double entryPrice) => entryPrice * (1 - (sign * Share)) / (1 - (sign * Maintenance));

    /// <summary>
    /// The price of one symbol at which the account's equity is just the maintenance margin of all its positions, the
    /// other symbols at their latest closes: cash + others + q · price = maintenance · (|others| + |q| · price). A long
    /// position that the account carries to a price of 0 gives 0.
    /// </summary>
    /// <param name="quantity">The position in the symbol, signed, not 0.</param>
    /// <param name="cash">Cash.</param>
    /// <param name="others">Value of the other positions, signed.</param>
    /// <param name="othersAbsolute">Sum of the sizes of those values.</param>
    public double CrossLiquidationPrice(double quantity, double cash, double others, double othersAbsolute) =>
        Math.Max(0, ((Maintenance * othersAbsolute) - cash - others) / (quantity - (Maintenance * Math.Abs(quantity))));
}
