namespace Backtester.Blazor.Jobs;

/// <summary>
/// Turns the many reports of a running job into few, and estimates when it ends: the time that the rest will take at the
/// pace of all that was done since the job began.
/// </summary>
internal sealed class ProgressClock(TimeSpan interval, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private long _last = long.MinValue;

    /// <summary>True where this report is due; the first one always is.</summary>
    public bool IsDue()
    {
        var now = clock.GetTimestamp();
        if (_last != long.MinValue && clock.GetElapsedTime(_last, now) < interval)
        {
            return false;
        }

        _last = now;
        return true;
    }

    /// <summary>Seconds until the end; null where nothing is done yet.</summary>
    /// <param name="share">Share done, 0 to 1.</param>
    public double? EtaSeconds(double share) =>
        share is > 0 and <= 1 ? clock.GetElapsedTime(_start).TotalSeconds * (1 - share) / share : null;
}
