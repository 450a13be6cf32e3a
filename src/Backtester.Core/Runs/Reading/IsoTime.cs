using System.Globalization;

namespace Backtester.Core.Runs.Reading;

/// <summary>ISO 8601 times as documents hold them, and Unix milliseconds as the engine does.</summary>
public static class IsoTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a date or time; UTC where no zone is written.</summary>
    public static bool TryParse(string text, out long timeMs)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var ok = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out var time);
        timeMs = ok ? time.ToUnixTimeMilliseconds() : 0;
        return ok;
    }

    /// <summary>Writes a time in UTC, with milliseconds only where there are any.</summary>
    public static string Format(long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        return time.ToString(timeMs % 1000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
