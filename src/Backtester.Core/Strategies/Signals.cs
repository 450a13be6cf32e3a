namespace Backtester.Core.Strategies;

/// <summary>What the rules say at the close of one bar.</summary>
[Flags]
public enum Signals : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Open a long position.</summary>
    LongEntry = 1,

    /// <summary>Close a long position.</summary>
    LongExit = 2,

    /// <summary>Open a short position.</summary>
    ShortEntry = 4,

    /// <summary>Close a short position.</summary>
    ShortExit = 8,
}
