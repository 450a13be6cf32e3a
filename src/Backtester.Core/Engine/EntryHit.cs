using Backtester.Core.Orders;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>What a bar does to a waiting entry.</summary>
/// <param name="Kind">Nothing, its trigger, or its fill.</param>
/// <param name="Price">The market's price of the fill, before slippage.</param>
/// <param name="Type">How it fills: decides fee side and slippage.</param>
/// <param name="Worst">The price that slippage cannot pass; NaN for none.</param>
/// <param name="AdverseIsAfter">True where the bar's adverse extreme is known to come after the fill.</param>
/// <param name="FavourableIsAfter">True where its favourable extreme is.</param>
internal readonly record struct EntryHit(
    EntryHitKind Kind,
    double Price = double.NaN,
    OrderType Type = OrderType.Market,
    double Worst = double.NaN,
    bool AdverseIsAfter = false,
    bool FavourableIsAfter = false)
{
    /// <summary>Looks at the open alone.</summary>
    public static EntryHit AtOpen(in RestingOrder order, double open)
    {
        var sign = order.Sign;
        if (order.Type == EntryOrderType.Limit)
        {
            return sign * (open - order.Limit) < 0 ? new EntryHit(EntryHitKind.Fills, open, OrderType.Limit, AdverseIsAfter: true, FavourableIsAfter: true) : default;
        }

        if (!(sign * (open - order.Price) >= 0))
        {
            return default;
        }

        // A comparison with NaN is false: a stop without a limit is never beyond it.
        return sign * (open - order.Limit) > 0
            ? new EntryHit(EntryHitKind.Triggers)
            : new EntryHit(EntryHitKind.Fills, open, OrderType.Stop, order.Limit, AdverseIsAfter: true, FavourableIsAfter: true);
    }

    /// <summary>Looks inside a bar whose open did not fill the order.</summary>
    public static EntryHit Inside(in RestingOrder order, double high, double low, double close)
    {
        var sign = order.Sign;
        var (adverse, favourable) = sign > 0 ? (low, high) : (high, low);
        if (order.Type == EntryOrderType.Limit)
        {
            return sign * (adverse - order.Limit) < 0 ? new EntryHit(EntryHitKind.Fills, order.Limit, OrderType.Limit, AdverseIsAfter: true) : default;
        }

        if (!(sign * (favourable - order.Price) >= 0))
        {
            return default;
        }

        if (!(sign * (order.Price - order.Limit) > 0))
        {
            return new EntryHit(EntryHitKind.Fills, order.Price, OrderType.Stop, order.Limit, FavourableIsAfter: true);
        }

        // Its limit lies behind its stop price: only the close is known to come after the trigger.
        return sign * (close - order.Limit) < 0 ? new EntryHit(EntryHitKind.Fills, order.Limit, OrderType.Limit) : new EntryHit(EntryHitKind.Triggers);
    }
}

/// <summary>What a bar does to a waiting entry.</summary>
internal enum EntryHitKind
{
    Nothing,
    Triggers,
    Fills,
}
