using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>A stop or target that fills in a bar.</summary>
/// <param name="Reason">Stop loss or take profit; <see cref="ExitReason.None"/> where nothing fills.</param>
/// <param name="Price">The market's price of the fill, before slippage.</param>
/// <param name="Ambiguous">True where both lay inside the bar and the open decided neither.</param>
internal readonly record struct LevelHit(ExitReason Reason, double Price, bool Ambiguous = false)
{
    public OrderType OrderType => Reason == ExitReason.TakeProfit ? OrderType.Limit : OrderType.Stop;
}

/// <summary>
/// Whether a position's stop or target fills in a bar, and where. Written for a long position; a short one is the
/// mirror image, reached by the sign: adverse prices are then the high ones.
/// </summary>
internal static class LevelCheck
{
    /// <summary>Looks at the open alone: beyond the stop or the target, the fill is at the open.</summary>
    public static LevelHit AtOpen(int sign, double stop, double target, double open)
    {
        if (sign * (open - stop) <= 0)
        {
            return new LevelHit(ExitReason.StopLoss, open);
        }

        return sign * (open - target) >= 0 ? new LevelHit(ExitReason.TakeProfit, open) : default;
    }

    /// <summary>Looks at the whole bar.</summary>
    public static LevelHit InBar(
        int sign,
        double stop,
        double target,
        double open,
        double high,
        double low,
        bool openDecidesTarget,
        IntrabarRule rule)
    {
        // A comparison with NaN is false, so that a level which is not set never fills.
        var opened = AtOpen(sign, stop, target, open);
        if (opened.Reason == ExitReason.StopLoss || (openDecidesTarget && opened.Reason == ExitReason.TakeProfit))
        {
            return opened;
        }

        var (adverse, favourable) = sign > 0 ? (low, high) : (high, low);
        var stopInside = sign * (adverse - stop) <= 0;
        var targetInside = sign * (favourable - target) >= 0;
        var targetHit = new LevelHit(ExitReason.TakeProfit, opened.Reason == ExitReason.TakeProfit ? open : target);
        if (!stopInside)
        {
            return targetInside ? targetHit : default;
        }

        var ambiguous = targetInside && opened.Reason == ExitReason.None;
        var targetFirst = ambiguous && rule switch
        {
            IntrabarRule.TargetFirst => true,
            IntrabarRule.NearestExtreme => Math.Abs(favourable - open) < Math.Abs(open - adverse),
            _ => false,
        };
        return targetFirst ? targetHit with { Ambiguous = true } : new LevelHit(ExitReason.StopLoss, stop, ambiguous);
    }
}
