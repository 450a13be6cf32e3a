namespace Backtester.Core.Strategies;

/// <summary>
/// Everything that a strategy decides on one series, one value a bar, each made from that bar and earlier ones alone.
/// </summary>
public sealed class Decisions
{
    /// <summary>Signals by bar.</summary>
    public required ReadOnlyMemory<Signals> Signals { get; init; }

    /// <summary>Distance of the stop loss from the entry; null for none.</summary>
    public StopDistance? StopLoss { get; init; }

    /// <summary>Distance of the take profit from the entry; null for none.</summary>
    public StopDistance? TakeProfit { get; init; }

    /// <summary>Confidence by bar, 0 to 1; empty where the strategy states none.</summary>
    public ReadOnlyMemory<double> Confidence { get; init; }

    /// <summary>Values of named rules by bar, noted with each trade's entry.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<double>> Indicators { get; init; } =
        new Dictionary<string, ReadOnlyMemory<double>>();

    /// <summary>Leading bars on which no decision is possible because indicators are not warm.</summary>
    public int WarmUp { get; init; }

    /// <summary>What an entry signal against an open position does.</summary>
    public OppositeEntry OppositeEntry { get; init; } = OppositeEntry.Reverse;
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
