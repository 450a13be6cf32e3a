namespace Backtester.Core.Market;

/// <summary>Where the UTC days of a series of bars end.</summary>
public static class DayEnds
{
    private const long MsPerDay = 86_400_000;

    /// <summary>The days of a curve: their starts, and of each the last bar at or before its end.</summary>
    /// <param name="times">Open times of the bars, Unix ms, rising.</param>
    /// <param name="idleDays">True to give days without bars a row, that of the bar before.</param>
    public static (long[] DayMs, int[] LastBar) Of(ReadOnlySpan<long> times, bool idleDays = true)
    {
        var capacity = times.IsEmpty ? 0 : (int)(UtcDay.Of(times[^1]) - UtcDay.Of(times[0])) + 1;
        var days = new List<long>(capacity);
        var rows = new List<int>(capacity);
        for (var bar = 0; bar < times.Length;)
        {
            var day = UtcDay.Of(times[bar]);
            for (var idle = idleDays && days.Count > 0 ? (days[^1] / MsPerDay) + 1 : day; idle < day; idle++)
            {
                days.Add(idle * MsPerDay);
                rows.Add(bar - 1);
            }

            bar = FirstAtOrAfter(times, (day + 1) * MsPerDay, bar);
            days.Add(day * MsPerDay);
            rows.Add(bar - 1);
        }

        return ([.. days], [.. rows]);
    }

    /// <summary>First row not before <paramref name="timeMs"/>, searched in doubling steps from <paramref name="from"/>.</summary>
    /// <param name="times">Open times, Unix ms, rising.</param>
    /// <param name="timeMs">The time looked for.</param>
    /// <param name="from">A row that is not behind it.</param>
    public static int FirstAtOrAfter(ReadOnlySpan<long> times, long timeMs, int from)
    {
        var (low, step) = (from, 1);
        while (low + step < times.Length && times[low + step] < timeMs)
        {
            low += step;
            step *= 2;
        }

        var window = times[low..Math.Min(times.Length, low + step + 1)];
        var found = window.BinarySearch(timeMs);
        return low + (found < 0 ? ~found : found);
    }
}
