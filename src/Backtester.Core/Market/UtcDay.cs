namespace Backtester.Core.Market;

/// <summary>UTC days as whole numbers.</summary>
public static class UtcDay
{
    private const long Milliseconds = 86_400_000;

    /// <summary>Days since 1970-01-01 of a time (Unix ms), also before it.</summary>
    public static long Of(long timeMs) => Math.DivRem(timeMs, Milliseconds) is var (day, rest) && rest < 0 ? day - 1 : day;
}
