using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine.Models;

/// <summary>How big an entry is. Called once an entry.</summary>
public interface ISizingModel
{
    /// <summary>True where the size is cut to what cash covers; false where an order beyond the cash is refused.</summary>
    bool CutToCash { get; }

    /// <summary>True where the size depends on the trades so far.</summary>
    bool ReadsHistory => false;

    /// <summary>Why an entry is refused for which the model has no size.</summary>
    RefusalReason NoSize => RefusalReason.UnknownSize;

    /// <summary>The wanted size in the base asset, > 0, which the broker rounds and checks against cash; NaN for no size.</summary>
    double Quantity(in SizingInput input);
}

/// <summary>What a sizing model may look at.</summary>
/// <param name="Price">Price of the fill (or of the decision, where a preset sizes there).</param>
/// <param name="Equity">Equity of the account.</param>
/// <param name="AffordableQuantity">The largest size that free cash covers with the fee.</param>
public readonly record struct SizingInput(double Price, double Equity, double AffordableQuantity)
{
    /// <summary>Distance of the stop from the entry in price; NaN where there is no stop.</summary>
    public double StopDistance { get; init; } = double.NaN;

    /// <summary>The symbol's candles.</summary>
    public required CandleSeries Candles { get; init; }

    /// <summary>The last row that is finished: a model reads this one and earlier ones.</summary>
    public required int KnownBar { get; init; }

    /// <summary>What became of the account's trades so far.</summary>
    public required TradeHistory History { get; init; }
}

/// <summary>The same value in the quote currency each time.</summary>
/// <param name="Notional">Quote currency.</param>
public sealed record FixedNotional(double Notional) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => false;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input) => Notional / input.Price;
}

/// <summary>The same size in the base asset each time.</summary>
/// <param name="Size">Base asset.</param>
public sealed record FixedQuantity(double Size) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => false;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input) => Size;
}

/// <summary>A fraction of the equity.</summary>
/// <param name="Fraction">0 to 1, with leverage to its multiple.</param>
public sealed record PercentOfEquity(double Fraction) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => true;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input) => Fraction * input.Equity / input.Price;
}

/// <summary>All that free cash covers with the fee.</summary>
public sealed record AllIn : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => true;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input) => input.AffordableQuantity;
}
