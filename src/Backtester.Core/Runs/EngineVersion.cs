namespace Backtester.Core.Runs;

/// <summary>The version of everything that makes a result.</summary>
public static class EngineVersion
{
    /// <summary>Raised by hand with each change that may alter a fill, an equity or a metric; part of each fingerprint.</summary>
    public const int Current = 1;
}
