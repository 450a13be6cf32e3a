using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>From the market's price to the price of an execution: slippage and price steps.</summary>
internal sealed unsafe partial class Broker
{
    private bool _atClose;

    /// <summary>The last row that was finished when an order reached the market in a row.</summary>
    private int KnownBar(int row) => _atClose ? row : row - 1;

    /// <summary>
    /// The market's price moved against the trader; a moved price lies on the instrument's next price step. Slippage is
    /// never more than half of the price.
    /// </summary>
    /// <param name="s">Index of the symbol.</param>
    /// <param name="row">Row in which it fills.</param>
    /// <param name="side">+1 for a purchase, −1 for a sale.</param>
    /// <param name="type">How the order reaches the market.</param>
    /// <param name="marketPrice">The market's price.</param>
    /// <param name="quantity">Size; 0 where it is not known yet.</param>
    private double Slipped(int s, int row, int side, OrderType type, double marketPrice, double quantity)
    {
        var distance = _slippage[s].Distance(new SlippageInput(type, marketPrice, quantity, row, KnownBar(row)));
        if (distance == 0)
        {
            return marketPrice;
        }

        return _input.Symbols[s].Instrument.RoundAgainst(marketPrice + (side * Math.Min(distance, marketPrice / 2)), side);
    }

    /// <summary>True where the slippage of an entry and of the exits that may follow has an estimate: from here on it always will.</summary>
    private bool KnowsSlippage(int s, int row, double price) =>
        !double.IsNaN(_slippage[s].Distance(new SlippageInput(OrderType.Market, price, 0, row, KnownBar(row))))
        && !double.IsNaN(_slippage[s].Distance(new SlippageInput(OrderType.Stop, price, 0, row, KnownBar(row))));

    /// <summary>The price that is no worse than a limit; NaN for no limit.</summary>
    private static double Limited(double price, int side, double worst) => side * (price - worst) > 0 ? worst : price;

    /// <summary>
    /// Checks a size at its price. Where slippage grows with the size, the price is that of the wanted size; cash and
    /// limits may then cut the size, and the price is taken anew: it is no worse than the one that was checked.
    /// </summary>
    private RefusalReason? AdmitAtImpact(int s, int row, int sign, (OrderType Type, double MarketPrice, double Worst) order, ref double quantity, ref double price)
    {
        var isCut = CutToVolume(s, row, ref quantity);
        if (isCut && quantity == 0)
        {
            return RefusalReason.VolumeLimit;
        }

        var dependsOnSize = _slippage[s].DependsOnSize && !double.IsNaN(quantity);
        price = dependsOnSize ? AtImpact(quantity) : price;
        if (Admit(s, ref quantity, sign, price) is { } refusal)
        {
            return refusal;
        }

        price = dependsOnSize ? AtImpact(quantity) : price;
        if (isCut)
        {
            _refusals.Add(RefusalReason.VolumeLimit);
        }

        return null;

        double AtImpact(double size) => Limited(Slipped(s, row, sign, order.Type, order.MarketPrice, size), sign, order.Worst);
    }
}
