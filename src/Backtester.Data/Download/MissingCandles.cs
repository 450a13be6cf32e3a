using Backtester.Core.Market;

namespace Backtester.Data.Download;

/// <summary>Which candles of a range are not there: before, between and after those that are.</summary>
public static class MissingCandles
{
    /// <summary>The finished candles that belong to a range (start ≤ open &lt; end), as a range whose ends lie on the grid.</summary>
    public static TimeRange Finished(TimeRange range, Timeframe timeframe, long nowMs) => new(
        Ceiling(range.StartMs, timeframe),
        range.EndMs >= nowMs ? timeframe.Floor(nowMs) : Math.Min(Ceiling(range.EndMs, timeframe), timeframe.Floor(nowMs)));

    /// <summary>The first time on the grid that is not before <paramref name="timeMs"/>.</summary>
    public static long Ceiling(long timeMs, Timeframe timeframe) => timeframe.Floor(timeMs + timeframe.Milliseconds - 1);

    /// <summary>The stretches of a range on the grid that hold none of the given open times.</summary>
    /// <param name="openTimes">Open times in rising order; those outside of the range do not matter.</param>
    /// <param name="timeframe">Length of a candle.</param>
    /// <param name="range">A range whose ends lie on the grid.</param>
    public static List<TimeRange> Of(ReadOnlySpan<long> openTimes, Timeframe timeframe, TimeRange range)
    {
        var missing = new List<TimeRange>();
        var from = range.StartMs;
        foreach (var time in openTimes)
        {
            if (time >= range.EndMs)
            {
                break;
            }

            if (time > from)
            {
                missing.Add(new TimeRange(from, time));
            }

            from = Math.Max(from, time + timeframe.Milliseconds);
        }

        if (from < range.EndMs)
        {
            missing.Add(new TimeRange(from, range.EndMs));
        }

        return missing;
    }

    /// <summary>What remains of ranges without others; all in rising order, none overlapping its neighbour.</summary>
    public static List<TimeRange> Without(IEnumerable<TimeRange> ranges, IReadOnlyList<TimeRange> others)
    {
        var rest = new List<TimeRange>();
        foreach (var range in ranges)
        {
            var from = range.StartMs;
            foreach (var other in others.Where(o => o.EndMs > range.StartMs && o.StartMs < range.EndMs))
            {
                if (other.StartMs > from)
                {
                    rest.Add(new TimeRange(from, other.StartMs));
                }

                from = Math.Max(from, other.EndMs);
            }

            if (from < range.EndMs)
            {
                rest.Add(new TimeRange(from, range.EndMs));
            }
        }

        return rest;
    }

    /// <summary>Ranges in rising order with those joined that touch or overlap.</summary>
    public static List<TimeRange> Joined(IEnumerable<TimeRange> ranges)
    {
        var joined = new List<TimeRange>();
        foreach (var range in ranges.Where(r => !r.IsEmpty).OrderBy(r => r.StartMs))
        {
            if (joined.Count > 0 && range.StartMs <= joined[^1].EndMs)
            {
                joined[^1] = new TimeRange(joined[^1].StartMs, Math.Max(joined[^1].EndMs, range.EndMs));
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>Candles that ranges on the grid can hold.</summary>
    public static long Count(IEnumerable<TimeRange> ranges, Timeframe timeframe) => ranges.Sum(r => (r.EndMs - r.StartMs) / timeframe.Milliseconds);

    /// <summary>
    /// Stretches to ask for, each no longer than one answer: a stretch begins at a missing candle and may reach over
    /// candles that are there to further missing ones, so that many small holes do not take a call each.
    /// </summary>
    public static List<TimeRange> Windows(IEnumerable<TimeRange> missing, Timeframe timeframe, int candlesPerCall)
    {
        var windows = new List<TimeRange>();
        var longest = candlesPerCall * timeframe.Milliseconds;
        foreach (var range in missing)
        {
            var from = range.StartMs;
            if (windows.Count > 0 && from < windows[^1].StartMs + longest)
            {
                var end = Math.Min(range.EndMs, windows[^1].StartMs + longest);
                windows[^1] = windows[^1] with { EndMs = end };
                from = end;
            }

            for (; from < range.EndMs; from += longest)
            {
                windows.Add(new TimeRange(from, Math.Min(range.EndMs, from + longest)));
            }
        }

        return windows;
    }
}
