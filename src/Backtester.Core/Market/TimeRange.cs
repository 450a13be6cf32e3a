namespace Backtester.Core.Market;

/// <summary>A half-open stretch of time [Start, End) in Unix milliseconds, UTC.</summary>
/// <param name="StartMs">First millisecond inside.</param>
/// <param name="EndMs">First millisecond outside.</param>
public readonly record struct TimeRange(long StartMs, long EndMs)
{
    /// <summary>The range without bounds.</summary>
    public static TimeRange All { get; } = new(long.MinValue, long.MaxValue);

    /// <summary>True where no time lies inside.</summary>
    public bool IsEmpty => EndMs <= StartMs;

    /// <summary>True where <paramref name="timeMs"/> lies inside.</summary>
    public bool Contains(long timeMs) => timeMs >= StartMs && timeMs < EndMs;
}
