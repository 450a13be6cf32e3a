using System.Numerics;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// The rules of a strategy as bits, asked for the next bar on which they change anything: an entry when flat, an exit or a
/// reversal in a position. What <see cref="SignalReading"/> says of one bar, for 64 bars at a time.
/// </summary>
internal readonly unsafe struct RuleBits
{
    private readonly ulong* _longEntry;
    private readonly ulong* _longExit;
    private readonly ulong* _shortEntry;
    private readonly ulong* _shortExit;
    private readonly ulong _longEntries;
    private readonly ulong _longExits;
    private readonly ulong _shortEntries;
    private readonly ulong _shortExits;
    private readonly ulong _opposing;
    private readonly bool _reverses;

    /// <summary>Takes the pinned columns; null for a rule that says nothing.</summary>
    public RuleBits(ulong* longEntry, ulong* longExit, ulong* shortEntry, ulong* shortExit, OppositeEntry opposite)
    {
        var any = longEntry is not null ? longEntry : longExit is not null ? longExit : shortEntry is not null ? shortEntry : shortExit;
        _longEntry = longEntry is not null ? longEntry : any;
        _longExit = longExit is not null ? longExit : any;
        _shortEntry = shortEntry is not null ? shortEntry : any;
        _shortExit = shortExit is not null ? shortExit : any;
        (_longEntries, _longExits) = (All(longEntry is not null), All(longExit is not null));
        (_shortEntries, _shortExits) = (All(shortEntry is not null), All(shortExit is not null));
        (_opposing, _reverses) = (All(opposite != OppositeEntry.Ignore), opposite == OppositeEntry.Reverse);
        Exist = any is not null;
    }

    /// <summary>True where any rule may say something.</summary>
    public bool Exist { get; }

    /// <summary>The first bar of [bar, end) on which a flat account enters; the end where there is none.</summary>
    /// <param name="bar">The first bar.</param>
    /// <param name="end">The bar behind the last.</param>
    /// <param name="sign">+1 where it enters long, −1 short.</param>
    public int NextEntry(int bar, int end, out int sign)
    {
        sign = 0;
        var seen = ulong.MaxValue << (bar & 63);
        for (var word = bar >> 6; word << 6 < end; word++, seen = ulong.MaxValue)
        {
            var longs = LongEntries(word);
            var bits = (longs ^ ShortEntries(word)) & seen;
            if (bits != 0)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                sign = (longs >> bit & 1) != 0 ? 1 : -1;
                return Math.Min(end, (word << 6) + bit);
            }
        }

        return end;
    }

    /// <summary>The first bar of [bar, end) on which an open position is closed; the end where there is none.</summary>
    /// <param name="isLong">Which side the position is on.</param>
    /// <param name="bar">The first bar.</param>
    /// <param name="end">The bar behind the last.</param>
    /// <param name="reverses">True where the position is turned into one of the other side.</param>
    public int NextExit(bool isLong, int bar, int end, out bool reverses)
    {
        reverses = false;
        var seen = ulong.MaxValue << (bar & 63);
        for (var word = bar >> 6; word << 6 < end; word++, seen = ulong.MaxValue)
        {
            var opposed = (isLong ? ShortEntries(word) : LongEntries(word)) & _opposing;
            var bits = ((isLong ? _longExit[word] & _longExits : _shortExit[word] & _shortExits) | opposed) & seen;
            if (bits != 0)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                reverses = _reverses && (opposed >> bit & 1) != 0;
                return Math.Min(end, (word << 6) + bit);
            }
        }

        return end;
    }

    private ulong LongEntries(int word) => _longEntry[word] & _longEntries & ~(_longExit[word] & _longExits);

    private ulong ShortEntries(int word) => _shortEntry[word] & _shortEntries & ~(_shortExit[word] & _shortExits);

    private static ulong All(bool given) => given ? ulong.MaxValue : 0;
}
