namespace Backtester.Core.Optimization;

/// <summary>How a set was simulated, and why not the quick way.</summary>
/// <param name="Way"><see cref="Masks"/>, <see cref="EventLoop"/> or <see cref="Whole"/>.</param>
/// <param name="Reason">What of the set is not known to the quick way, in the words of a spec (`trailing_stop`), or the metric for which it was measured whole; null for masks.</param>
public readonly record struct WalkedBy(string Way, string? Reason = null)
{
    /// <summary>Rules as bits, from one bar on which something can happen to the next.</summary>
    public const string Masks = "masks";

    /// <summary>The event loop, bar by bar, over shared columns.</summary>
    public const string EventLoop = "event_loop";

    /// <summary>A run of its own with every metric.</summary>
    public const string Whole = "whole";
}
