using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>How big an entry is, and whether it may be.</summary>
internal sealed unsafe partial class Broker
{
    private double WantedQuantity(int s, int knownBar, double price, in LevelPlan plan)
    {
        var affordable = _input.Fees.LargestQuantity(OrderType.Market, Math.Max(0, Account.FreeCash), price, TiedShare);
        return _input.Sizing.Quantity(new SizingInput(price, Account.Equity(), affordable)
        {
            StopDistance = plan.StopDistance,
            Candles = _input.Symbols[s].Candles,
            KnownBar = knownBar,
            History = Account.History,
        });
    }

    private RefusalReason? Admit(int s, ref double quantity, int sign, double price)
    {
        var free = Math.Max(0, Account.FreeCash);
        var affordable = _conventions.ChecksCash ? _input.Fees.LargestQuantity(OrderType.Market, free, price, TiedShare) : double.NaN;
        return Admit(ref quantity, sign, price, (free, affordable, TiedShare), _input.Symbols[s].Instrument, _conventions, _input.Sizing);
    }

    /// <summary>Rounds a size and checks it against cash and minimum; the reason where it is refused.</summary>
    /// <param name="quantity">The wanted size; what is left of it afterwards.</param>
    /// <param name="sign">+1 long, −1 short.</param>
    /// <param name="price">Price of the fill.</param>
    /// <param name="cash">Free cash, the largest size that it covers with the fee, and the part of a position's value that it must cover.</param>
    /// <param name="instrument">Steps and minimum.</param>
    /// <param name="conventions">Whether cash is checked, and steps.</param>
    /// <param name="sizing">Whether a size beyond the cash is cut.</param>
    internal static RefusalReason? Admit(
        ref double quantity,
        int sign,
        double price,
        (double Free, double Affordable, double TiedShare) cash,
        Instrument instrument,
        Conventions conventions,
        ISizingModel sizing)
    {
        if (double.IsNaN(quantity))
        {
            return sizing.NoSize;
        }

        if (conventions.ChecksCash)
        {
            if (sizing.CutToCash)
            {
                quantity = Math.Min(quantity, cash.Affordable);
            }
            else if (sign > 0 ? quantity > cash.Affordable : quantity * price * cash.TiedShare > cash.Free)
            {
                return RefusalReason.InsufficientCash;
            }
        }

        quantity = instrument.RoundDown(RoundDown(quantity, conventions.QuantityUnit));
        if (!(quantity > 0))
        {
            return instrument.LotSize > 0 ? RefusalReason.BelowMinimumNotional : RefusalReason.InsufficientCash;
        }

        return quantity * price < instrument.MinimumNotional ? RefusalReason.BelowMinimumNotional : null;
    }

    private static double RoundDown(double quantity, double unit) => unit > 0 ? Math.Floor(quantity / unit) * unit : quantity;
}
