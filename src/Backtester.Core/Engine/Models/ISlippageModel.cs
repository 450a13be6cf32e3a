using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>A way to estimate slippage; made ready once for each symbol of a run.</summary>
public interface ISlippageModel
{
    /// <summary>The model on one symbol's candles.</summary>
    ISlippage For(CandleSeries candles, Instrument instrument);
}

/// <summary>How far from the market's price an order executes, always against the trader. Called once a fill.</summary>
public interface ISlippage
{
    /// <summary>True where the distance depends on the size of the order.</summary>
    bool DependsOnSize => false;

    /// <summary>True where the distance is known on every bar.</summary>
    bool IsAlwaysKnown => false;

    /// <summary>The distance in price, ≥ 0; NaN where candles so far do not tell it, which refuses an entry.</summary>
    double Distance(in SlippageInput order);
}

/// <summary>What a slippage model may look at.</summary>
/// <param name="Type">How the order reaches the market.</param>
/// <param name="Price">The market's price.</param>
/// <param name="Quantity">Size, base asset; 0 where it is not known yet.</param>
/// <param name="Bar">Row in which it fills.</param>
/// <param name="KnownBar">The last row that was finished when it reached the market: an estimate reads this one and earlier ones.</param>
public readonly record struct SlippageInput(OrderType Type, double Price, double Quantity, int Bar, int KnownBar);

/// <summary>A number for each type of order.</summary>
/// <param name="Market">For market orders.</param>
/// <param name="Stop">For stops.</param>
/// <param name="Limit">For limit orders.</param>
public sealed record ByOrderType(double Market, double Stop, double Limit)
{
    /// <summary>The number of a type.</summary>
    public double Of(OrderType type) => type switch
    {
        OrderType.Stop => Stop,
        OrderType.Limit => Limit,
        _ => Market,
    };
}

/// <summary>Fills at the market's price.</summary>
public sealed record NoSlippage : ISlippageModel, ISlippage
{
    /// <inheritdoc/>
    public bool IsAlwaysKnown => true;

    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) => this;

    /// <inheritdoc/>
    public double Distance(in SlippageInput order) => 0;
}

/// <summary>Basis points (1/10,000) of the price, by order type.</summary>
/// <param name="Market">For market orders.</param>
/// <param name="Stop">For stops.</param>
/// <param name="Limit">For limit orders.</param>
public sealed record BpsSlippage(double Market, double Stop, double Limit) : ISlippageModel, ISlippage
{
    private readonly ByOrderType _points = new(Market, Stop, Limit);

    /// <inheritdoc/>
    public bool IsAlwaysKnown => true;

    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) => this;

    /// <inheritdoc/>
    public double Distance(in SlippageInput order) => order.Price * (_points.Of(order.Type) / 10_000);
}
