namespace Backtester.Core.Market.Universes;

/// <summary>The days on which a universe is chosen.</summary>
public static class UniverseCalendar
{
    private const long DayMs = 86_400_000;

    /// <summary>The latest day of choice that is not after a time, Unix ms.</summary>
    public static long Floor(UniverseInterval every, long timeMs)
    {
        var day = DateTimeOffset.FromUnixTimeMilliseconds(timeMs).UtcDateTime.Date;
        return Ms(every switch
        {
            UniverseInterval.Day => day,

            // DayOfWeek counts from Sunday, weeks from Monday.
            UniverseInterval.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            UniverseInterval.Month => new DateTime(day.Year, day.Month, 1),
            UniverseInterval.Quarter => new DateTime(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
            _ => new DateTime(day.Year, 1, 1),
        });
    }

    /// <summary>The day of choice after one, Unix ms.</summary>
    public static long Next(UniverseInterval every, long choiceMs)
    {
        var day = DateTimeOffset.FromUnixTimeMilliseconds(choiceMs).UtcDateTime;
        return every switch
        {
            UniverseInterval.Day => choiceMs + DayMs,
            UniverseInterval.Week => choiceMs + (7 * DayMs),
            UniverseInterval.Month => Ms(day.AddMonths(1)),
            UniverseInterval.Quarter => Ms(day.AddMonths(3)),
            _ => Ms(day.AddYears(1)),
        };
    }

    private static long Ms(DateTime day) => new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
}
