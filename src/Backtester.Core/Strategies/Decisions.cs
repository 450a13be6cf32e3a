namespace Backtester.Core.Strategies;

/// <summary>
/// Everything that a strategy decides on one series, one value a bar, each made from that bar and earlier ones alone.
/// </summary>
public sealed record Decisions
{
    /// <summary>Signals by bar.</summary>
    public required SignalColumns Signals { get; init; }

    /// <summary>The long entry rule alone, before session and confidence, a bit a bar; empty where there is none.</summary>
    public ReadOnlyMemory<ulong> LongRule { get; init; }

    /// <summary>The short entry rule alone.</summary>
    public ReadOnlyMemory<ulong> ShortRule { get; init; }

    /// <summary>Distance of the stop loss from the entry; null for none.</summary>
    public StopDistance? StopLoss { get; init; }

    /// <summary>Distance of the take profit from the entry; null for none.</summary>
    public StopDistance? TakeProfit { get; init; }

    /// <summary>Distance of a stop that follows the best price since entry; null for none.</summary>
    public StopDistance? TrailingStop { get; init; }

    /// <summary>Gain from which on the stop lies at the entry price; null for none.</summary>
    public StopDistance? BreakEven { get; init; }

    /// <summary>Partial exits.</summary>
    public IReadOnlyList<Trim> Trims { get; init; } = [];

    /// <summary>True where positions have levels of their own: a stop, a target, or partial exits.</summary>
    public bool HasLevels => StopLoss is not null || TakeProfit is not null || TrailingStop is not null || BreakEven is not null || Trims.Count > 0;

    /// <summary>Bars after the entry bar at whose close the position is closed; null for never.</summary>
    public int? TimeExitBars { get; init; }

    /// <summary>Bars from an exit's bar on in which no entry is decided.</summary>
    public int CooldownBars { get; init; }

    /// <summary>The order by which it enters; null for market orders.</summary>
    public EntryOrder? EntryOrder { get; init; }

    /// <summary>Most entries into one position.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>Exit rules that look at the position; null where <see cref="Signals"/> say it all.</summary>
    public IPositionExit? PositionExit { get; init; }

    /// <summary>Confidence of long entries by bar, 0 to 1; empty where the strategy states none.</summary>
    public ReadOnlyMemory<double> LongConfidence { get; init; }

    /// <summary>Confidence of short entries by bar.</summary>
    public ReadOnlyMemory<double> ShortConfidence { get; init; }

    /// <summary>Values of named rules by bar, noted with each trade's entry.</summary>
    public NamedColumns Indicators { get; init; } = NamedColumns.None;

    /// <summary>Leading bars on which no decision is possible because indicators are not warm.</summary>
    public int WarmUp { get; init; }

    /// <summary>What an entry signal against an open position does.</summary>
    public OppositeEntry OppositeEntry { get; init; } = OppositeEntry.Reverse;

    /// <summary>Confidence of an entry decided at a bar; NaN where none is stated.</summary>
    public double ConfidenceAt(int sign, int bar)
    {
        var column = sign > 0 ? LongConfidence : ShortConfidence;
        return column.IsEmpty ? double.NaN : column.Span[bar];
    }
}

/// <summary>A partial exit: a limit order that closes a share of the position.</summary>
/// <param name="At">Distance from the entry in the position's favour.</param>
/// <param name="Fraction">Share of the position's first size, above 0 and at most 1.</param>
public sealed record Trim(StopDistance At, double Fraction);

/// <summary>Exit rules that look at the open position, asked at every close while there is one. Must not allocate.</summary>
public interface IPositionExit
{
    /// <summary>Whether to leave.</summary>
    /// <param name="sign">+1 long, −1 short.</param>
    /// <param name="bar">The bar that closes.</param>
    /// <param name="entryPrice">Price of the entry fill.</param>
    /// <param name="barsHeld">Bars since the entry bar.</param>
    bool Exits(int sign, int bar, double entryPrice, int barsHeld);
}

/// <summary>What an entry signal against an open position does.</summary>
public enum OppositeEntry
{
    /// <summary>Closes, then opens the other side at the same fill.</summary>
    Reverse,

    /// <summary>Closes.</summary>
    Close,

    /// <summary>Nothing.</summary>
    Ignore,
}
