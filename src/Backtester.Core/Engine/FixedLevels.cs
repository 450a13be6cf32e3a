using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>
/// A stop and a target that never move: what <see cref="LevelCheck"/> says of such levels, for the position machine of a
/// search. NaN is no level; a comparison with it is false.
/// </summary>
/// <param name="Stop">Price of the stop.</param>
/// <param name="Target">Price of the target.</param>
internal readonly record struct FixedLevels(double Stop, double Target)
{
    /// <summary>True where the open lies beyond a level, so that the position leaves there, by an order of the type.</summary>
    public bool AtOpen(int sign, double open, out OrderType type)
    {
        var stopped = sign > 0 ? open <= Stop : open >= Stop;
        type = stopped ? OrderType.Stop : OrderType.Limit;
        return stopped || (sign > 0 ? open >= Target : open <= Target);
    }

    /// <summary>True where a bar's range reaches a level.</summary>
    public bool Reaches(int sign, double high, double low) => sign > 0 ? low <= Stop || high >= Target : high >= Stop || low <= Target;

    /// <summary>Where, and by what order, the position leaves in a bar that reaches a level; whether the bar leaves open which of the two came first.</summary>
    public (double Price, OrderType Type, bool Ambiguous) InBar(int sign, (double Open, double High, double Low) bar, bool openDecidesTarget, IntrabarRule rule)
    {
        var (adverse, favourable) = sign > 0 ? (bar.Low, bar.High) : (bar.High, bar.Low);
        var opened = AtOpen(sign, bar.Open, out var openType);
        if (opened && (openDecidesTarget || openType == OrderType.Stop))
        {
            return (bar.Open, openType, false);
        }

        var gains = sign > 0 ? favourable >= Target : favourable <= Target;
        var gainPrice = opened ? bar.Open : Target;
        if (!(sign > 0 ? adverse <= Stop : adverse >= Stop))
        {
            return (gainPrice, OrderType.Limit, false);
        }

        var ambiguous = gains && !opened;
        var gainFirst = ambiguous && rule switch
        {
            IntrabarRule.TargetFirst => true,
            IntrabarRule.NearestExtreme => Math.Abs(favourable - bar.Open) < Math.Abs(bar.Open - adverse),
            _ => false,
        };
        return gainFirst ? (gainPrice, OrderType.Limit, true) : (Stop, OrderType.Stop, ambiguous);
    }
}
