using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>A level that fills in a bar.</summary>
/// <param name="Reason">Why; <see cref="ExitReason.None"/> where nothing fills.</param>
/// <param name="Price">The market's price of the fill, before slippage.</param>
/// <param name="Ambiguous">True where stop and target both lay inside the bar and the open decided neither.</param>
internal readonly record struct LevelHit(ExitReason Reason, double Price, bool Ambiguous = false)
{
    public OrderType OrderType => Reason is ExitReason.TakeProfit or ExitReason.Trim ? OrderType.Limit : OrderType.Stop;
}

/// <summary>
/// Which of a position's levels fills next in a bar, and where. Written for a long position; a short one is the mirror
/// image, reached by the sign: adverse prices are then the high ones. A comparison with NaN is false, so that a level
/// which is not set never fills.
/// </summary>
internal static class LevelCheck
{
    /// <summary>Looks at the open alone: beyond the stop or the target, the whole position leaves at the open.</summary>
    public static LevelHit AtOpen(int sign, ExitLevels levels, double open)
    {
        if (sign * (open - levels.Stop) <= 0)
        {
            return new LevelHit(levels.StopReason, open);
        }

        return sign * (open - levels.Target) >= 0 ? new LevelHit(ExitReason.TakeProfit, open) : default;
    }

    /// <summary>True where the bar's range reaches any level.</summary>
    public static bool Reaches(int sign, ExitLevels levels, double high, double low)
    {
        var (adverse, favourable) = sign > 0 ? (low, high) : (high, low);
        return sign * (adverse - levels.Stop) <= 0 || sign * (favourable - levels.Target) >= 0 || sign * (favourable - levels.Trim) >= 0;
    }

    /// <summary>The prices between which a bar reaches no level: at or below the one, at or above the other, some level is reached. NaN where there is none on that side.</summary>
    public static (double Below, double Above) Bounds(int sign, ExitLevels levels)
    {
        var gain = double.IsNaN(levels.Trim) || sign * (levels.Target - levels.Trim) < 0 ? levels.Target : levels.Trim;
        return sign > 0 ? (levels.Stop, gain) : (gain, levels.Stop);
    }

    /// <summary>Looks at the whole bar. After a partial exit it is asked again for what is left.</summary>
    public static LevelHit InBar(int sign, ExitLevels levels, double open, double high, double low, bool openDecidesTarget, IntrabarRule rule)
    {
        var opened = AtOpen(sign, levels, open);
        if (opened.Reason != ExitReason.None && (openDecidesTarget || opened.Reason != ExitReason.TakeProfit))
        {
            return opened;
        }

        var trimOpened = sign * (open - levels.Trim) >= 0;
        if (trimOpened && openDecidesTarget)
        {
            return new LevelHit(ExitReason.Trim, open);
        }

        var (adverse, favourable) = sign > 0 ? (low, high) : (high, low);
        var gain = Gain(sign, levels, favourable, open);
        if (sign * (adverse - levels.Stop) > 0 || double.IsNaN(levels.Stop))
        {
            return gain;
        }

        var ambiguous = gain.Reason != ExitReason.None && opened.Reason == ExitReason.None && !trimOpened;
        var gainFirst = ambiguous && rule switch
        {
            IntrabarRule.TargetFirst => true,
            IntrabarRule.NearestExtreme => Math.Abs(favourable - open) < Math.Abs(open - adverse),
            _ => false,
        };
        return gainFirst ? gain with { Ambiguous = true } : new LevelHit(levels.StopReason, levels.Stop, ambiguous);
    }

    /// <summary>The nearer of partial exit and target that the favourable price reaches; at the open where that is known and lies beyond it.</summary>
    public static LevelHit Gain(int sign, ExitLevels levels, double favourable, double open = double.NaN)
    {
        var trimInside = sign * (favourable - levels.Trim) >= 0;
        var targetInside = sign * (favourable - levels.Target) >= 0;
        if (trimInside && (!targetInside || sign * (levels.Trim - levels.Target) < 0))
        {
            return new LevelHit(ExitReason.Trim, sign * (open - levels.Trim) >= 0 ? open : levels.Trim);
        }

        return targetInside ? new LevelHit(ExitReason.TakeProfit, sign * (open - levels.Target) >= 0 ? open : levels.Target) : default;
    }
}
