namespace Backtester.Data.Import;

/// <summary>The unit of Unix times in a file.</summary>
internal enum TimeUnit
{
    Unknown,
    Seconds,
    Milliseconds,
    Microseconds,
}

/// <summary>Units of Unix times, told by size: from 1980 to 2199 the three do not overlap.</summary>
internal static class TimeUnits
{
    private const long EarliestSeconds = 315_532_800;
    private const long LatestSeconds = 7_258_118_400;

    /// <summary>The unit in which a time lies between 1980 and 2199; milliseconds where it does in none.</summary>
    public static TimeUnit Of(long time) =>
        time is >= EarliestSeconds and < LatestSeconds ? TimeUnit.Seconds
        : time is >= EarliestSeconds * 1_000_000 and < LatestSeconds * 1_000_000 ? TimeUnit.Microseconds
        : TimeUnit.Milliseconds;

    /// <summary>Milliseconds; false where microseconds are no whole number of them.</summary>
    public static bool TryToMilliseconds(TimeUnit unit, long time, out long milliseconds)
    {
        milliseconds = unit switch
        {
            TimeUnit.Seconds when time < LatestSeconds => time * 1000,
            TimeUnit.Microseconds => time / 1000,
            _ => time,
        };
        return unit != TimeUnit.Microseconds || time % 1000 == 0;
    }
}

/// <summary>A date in one field and a time of day in the next.</summary>
internal static class DateAndClock
{
    /// <summary>Reads "2024-01-31" or "20240131" with "23:59:00", "23:59" or "235900", as UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> date, ReadOnlySpan<byte> clock, out long timeMs)
    {
        timeMs = 0;
        Span<byte> joined = stackalloc byte[19];
        if (!TryLayOut(date, (byte)'-', [4, 2, 2], joined[..10]) || !TryLayOut(clock.Length is 4 or 5 ? [.. clock, .. "00"u8] : clock, (byte)':', [2, 2, 2], joined[11..]))
        {
            return false;
        }

        joined[10] = (byte)' ';
        return CsvNumber.TryParseTime(joined, out timeMs);
    }

    /// <summary>Digits in groups, with or without a sign between them, to digits with that sign.</summary>
    private static bool TryLayOut(ReadOnlySpan<byte> text, byte sign, ReadOnlySpan<int> groups, Span<byte> target)
    {
        Span<byte> digits = stackalloc byte[8];
        var count = 0;
        foreach (var character in text)
        {
            if (character is >= (byte)'0' and <= (byte)'9' && count < digits.Length)
            {
                digits[count++] = character;
            }
            else if (character != sign)
            {
                return false;
            }
        }

        var (from, to) = (0, 0);
        foreach (var group in groups)
        {
            if (from > 0)
            {
                target[to++] = sign;
            }

            if (from + group > count)
            {
                return false;
            }

            digits.Slice(from, group).CopyTo(target[to..]);
            (from, to) = (from + group, to + group);
        }

        return from == count;
    }
}
