namespace Backtester.Core.Strategies;

/// <summary>
/// What the rules say at the close of each bar, as four bit columns: row i is bit i mod 64 of word i / 64, bits behind
/// the last row are zero. So a simulation finds the next bar on which anything is said by counting zeros, and a set of
/// parameters costs a bit a bar and rule. An empty column says nothing on any bar.
/// </summary>
public sealed class SignalColumns
{
    private readonly ReadOnlyMemory<ulong>[] _columns;

    /// <summary>Takes the columns of the rules.</summary>
    /// <param name="count">Number of bars.</param>
    /// <param name="longEntry">Bits of <see cref="Signals.LongEntry"/>; empty for none.</param>
    /// <param name="longExit">Bits of <see cref="Signals.LongExit"/>; empty for none.</param>
    /// <param name="shortEntry">Bits of <see cref="Signals.ShortEntry"/>; empty for none.</param>
    /// <param name="shortExit">Bits of <see cref="Signals.ShortExit"/>; empty for none.</param>
    /// <exception cref="ArgumentException">A column is neither empty nor of (count + 63) / 64 words.</exception>
    public SignalColumns(
        int count, ReadOnlyMemory<ulong> longEntry, ReadOnlyMemory<ulong> longExit = default, ReadOnlyMemory<ulong> shortEntry = default, ReadOnlyMemory<ulong> shortExit = default)
    {
        (Count, _columns) = (count, [longEntry, longExit, shortEntry, shortExit]);
        foreach (var column in _columns)
        {
            if (!column.IsEmpty && column.Length != Words(count))
            {
                throw new ArgumentException($"a column of {column.Length} words for {count} bars", nameof(count));
            }
        }
    }

    /// <summary>Number of bars.</summary>
    public int Count { get; }

    /// <summary>What is said at a bar's close.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bar.</exception>
    public Signals this[int bar]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bar, (uint)Count, nameof(bar));
            var signals = Signals.None;
            for (var c = 0; c < _columns.Length; c++)
            {
                if (!_columns[c].IsEmpty && (_columns[c].Span[bar >> 6] >> (bar & 63) & 1) != 0)
                {
                    signals |= (Signals)(1 << c);
                }
            }

            return signals;
        }
    }

    /// <summary>The bits of one flag; empty where it is never set.</summary>
    public ReadOnlyMemory<ulong> Of(Signals flag) => _columns[int.TrailingZeroCount((int)flag)];

    /// <summary>From one value a bar.</summary>
    public static implicit operator SignalColumns(Signals[] signals) => FromSignals(signals);

    /// <summary>From one value a bar.</summary>
    public static SignalColumns FromSignals(ReadOnlySpan<Signals> signals)
    {
        var columns = new ulong[4][];
        for (var bar = 0; bar < signals.Length; bar++)
        {
            for (var rest = (int)signals[bar]; rest != 0; rest &= rest - 1)
            {
                ref var column = ref columns[int.TrailingZeroCount(rest)];
                column ??= new ulong[Words(signals.Length)];
                column[bar >> 6] |= 1UL << (bar & 63);
            }
        }

        return new SignalColumns(signals.Length, columns[0], columns[1], columns[2], columns[3]);
    }

    /// <summary>The signals with bar <paramref name="start"/> as their bar 0.</summary>
    public SignalColumns From(int start)
    {
        var rest = Count - start;
        return new SignalColumns(rest, Later(0), Later(1), Later(2), Later(3));

        ReadOnlyMemory<ulong> Later(int column) => _columns[column].IsEmpty ? _columns[column] : LaterDecisions.Bits(_columns[column], start)[..Words(rest)];
    }

    /// <summary>One value a bar.</summary>
    public Signals[] ToArray()
    {
        var signals = new Signals[Count];
        for (var bar = 0; bar < Count; bar++)
        {
            signals[bar] = this[bar];
        }

        return signals;
    }

    private static int Words(int bars) => (bars + 63) >> 6;
}
