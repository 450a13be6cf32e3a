using Backtester.Core.Orders;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>What the signals of a bar mean for the position at its close.</summary>
internal static class SignalReading
{
    /// <summary>The signals that may open or close anything, given the sides that may be opened.</summary>
    public static Signals Mask(AllowedDirection direction) => direction switch
    {
        AllowedDirection.LongOnly => Signals.LongEntry | Signals.LongExit,
        AllowedDirection.ShortOnly => Signals.ShortEntry | Signals.ShortExit,
        _ => Signals.LongEntry | Signals.LongExit | Signals.ShortEntry | Signals.ShortExit,
    };

    /// <summary>The sign of the entry when flat: entry and exit of one side cancel; both entries at once conflict.</summary>
    public static int EntryWhenFlat(Signals signals, out bool conflict)
    {
        var wantsLong = (signals & (Signals.LongEntry | Signals.LongExit)) == Signals.LongEntry;
        var wantsShort = (signals & (Signals.ShortEntry | Signals.ShortExit)) == Signals.ShortEntry;
        conflict = wantsLong && wantsShort;
        return conflict || wantsLong == wantsShort ? 0 : wantsLong ? 1 : -1;
    }

    /// <summary>True where the position's own entry stands alone: neither its exit nor an entry of the other side comes with it.</summary>
    public static bool EntersAgain(Signals signals, int sign)
    {
        var (own, exit, other) = sign > 0
            ? (Signals.LongEntry, Signals.LongExit, Signals.ShortEntry)
            : (Signals.ShortEntry, Signals.ShortExit, Signals.LongEntry);
        return (signals & (own | exit | other)) == own;
    }

    /// <summary>The exit of an open position and the entry of the other side that may follow it at the same fill.</summary>
    public static (ExitReason Exit, int EntrySign) InPosition(Signals signals, int sign, OppositeEntry opposite)
    {
        var (exit, entry, entryExit) = sign > 0
            ? (Signals.LongExit, Signals.ShortEntry, Signals.ShortExit)
            : (Signals.ShortExit, Signals.LongEntry, Signals.LongExit);
        var exits = (signals & exit) == exit;
        var opposes = (signals & (entry | entryExit)) == entry;
        if (opposes && opposite == OppositeEntry.Reverse)
        {
            return (ExitReason.Reversal, -sign);
        }

        var closes = exits || (opposes && opposite == OppositeEntry.Close);
        return (closes ? ExitReason.Signal : ExitReason.None, 0);
    }
}
