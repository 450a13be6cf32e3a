using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>
/// Which level fills in the bar inside which the position was entered. What the bar did before the entry does not count,
/// and of its prices it is not always known on which side of the entry they lie: a limit is reached on the way to the
/// adverse extreme, a stop on the way to the favourable one, and the close comes last.
/// </summary>
internal static class EntryBarCheck
{
    /// <summary>Looks at the bar; after a partial exit it is asked again for what is left.</summary>
    public static LevelHit InBar(int sign, ExitLevels levels, in EntryHit entry, (double Open, double High, double Low, double Close) bar, IntrabarRule rule)
    {
        var (adverse, favourable) = sign > 0 ? (bar.Low, bar.High) : (bar.High, bar.Low);
        var stopFirst = Cautious(sign, levels, entry, adverse, favourable, bar.Close);
        var targetFirst = Hopeful(sign, levels, entry, adverse, favourable, bar.Close);
        var ambiguous = stopFirst.Reason != targetFirst.Reason;
        var hit = rule switch
        {
            IntrabarRule.TargetFirst => targetFirst,
            IntrabarRule.NearestExtreme when ambiguous => OnPath(sign, levels, entry, adverse, favourable, bar.Open, bar.Close),
            _ => stopFirst,
        };
        return hit with { Ambiguous = ambiguous };
    }

    /// <summary>The stop where it may have been reached; a gain only where it was.</summary>
    private static LevelHit Cautious(int sign, ExitLevels levels, in EntryHit entry, double adverse, double favourable, double close)
    {
        var stop = Stop(sign, levels, adverse);
        return stop.Reason != ExitReason.None ? stop : LevelCheck.Gain(sign, levels, entry.FavourableIsAfter ? favourable : close);
    }

    /// <summary>A gain where it may have been reached; the stop only where it was.</summary>
    private static LevelHit Hopeful(int sign, ExitLevels levels, in EntryHit entry, double adverse, double favourable, double close)
    {
        var gain = LevelCheck.Gain(sign, levels, favourable);
        return gain.Reason != ExitReason.None ? gain : Stop(sign, levels, entry.AdverseIsAfter ? adverse : close);
    }

    /// <summary>The price goes from the open to the nearer extreme, to the other, to the close: what of it follows the entry.</summary>
    private static LevelHit OnPath(int sign, ExitLevels levels, in EntryHit entry, double adverse, double favourable, double open, double close)
    {
        var favourableFirst = Math.Abs(favourable - open) < Math.Abs(open - adverse);
        if (entry.AdverseIsAfter)
        {
            var stop = Stop(sign, levels, adverse);
            return stop.Reason != ExitReason.None ? stop : LevelCheck.Gain(sign, levels, favourableFirst ? close : favourable);
        }

        var gain = LevelCheck.Gain(sign, levels, entry.FavourableIsAfter ? favourable : close);
        return gain.Reason != ExitReason.None ? gain : Stop(sign, levels, entry.FavourableIsAfter && favourableFirst ? adverse : close);
    }

    private static LevelHit Stop(int sign, ExitLevels levels, double price) =>
        sign * (price - levels.Stop) <= 0 ? new LevelHit(levels.StopReason, levels.Stop) : default;
}
