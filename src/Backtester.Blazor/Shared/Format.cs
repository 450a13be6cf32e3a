using System.Globalization;
using Backtester.Blazor.Shared.Display;

namespace Backtester.Blazor.Shared;

/// <summary>
/// How numbers and times are written on pages: thousands separators, a true minus sign, "–" for what is unknown
/// (null, NaN, infinite), in the separators and the time zone of whoever looks (<see cref="Viewer"/>). One place, so that
/// the same number looks the same everywhere. Examples are in the usual style.
/// </summary>
public static class Format
{
    /// <summary>What stands for an unknown value.</summary>
    public const string Unknown = "–";

    private const string Minus = "\u2212";

    /// <summary>A number with a fixed number of decimals: 1,234.50.</summary>
    public static string Number(double? value, int decimals = 2) =>
        value is { } v && double.IsFinite(v) ? Sign(v.ToString("N" + decimals, Viewer.Style.Numbers.Format)) : Unknown;

    /// <summary>A number with its sign, zero without one: +1,234.50, −3.00, 0.00.</summary>
    public static string Signed(double? value, int decimals = 2)
    {
        var text = Number(value, decimals);
        return value > 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "+" + text : text;
    }

    /// <summary>Percent that are given as percent: 12.34 becomes "12.34 %" with a narrow space that does not break.</summary>
    public static string Percent(double? value, int decimals = 2) => WithUnit(Number(value, decimals), "%");

    /// <summary><see cref="Percent"/> with its sign.</summary>
    public static string SignedPercent(double? value, int decimals = 2) => WithUnit(Signed(value, decimals), "%");

    /// <summary>A whole count: 525,600.</summary>
    public static string Count(double? value) => Number(value, 0);

    /// <summary>A price with as many decimals as its size needs: 42,123.50, 1.2345, 0.00001234.</summary>
    public static string Price(double? value)
    {
        if (value is not { } v || !double.IsFinite(v))
        {
            return Unknown;
        }

        var size = Math.Abs(v);
        var decimals = size >= 1000 || size == 0 ? 2 : Math.Clamp(5 - (int)Math.Floor(Math.Log10(size)), 2, 10);
        return Number(v, decimals);
    }

    /// <summary>A quantity with up to eight decimals, none of them idle: 0.0123.</summary>
    public static string Quantity(double? value) =>
        value is { } v && double.IsFinite(v) ? Sign(v.ToString("#,##0.########", Viewer.Style.Numbers.Format)) : Unknown;

    /// <summary>The name of the zone in which times are written, for a heading: UTC.</summary>
    public static string Zone => Viewer.Style.ZoneName;

    /// <summary>A point in time to the minute, in the viewer's zone, where a heading names that: 2024-01-31 14:05.</summary>
    public static string Time(long? unixMs) => At(unixMs, "yyyy-MM-dd HH:mm", Viewer.Style.Zone);

    /// <summary><see cref="Time"/> with its zone: 2024-01-31 14:05 UTC.</summary>
    public static string ZonedTime(long? unixMs) => unixMs is null ? Unknown : $"{Time(unixMs)} {Zone}";

    /// <summary>A time of day to the second, with its day, in the viewer's zone: 2024-01-31 14:05:45.</summary>
    public static string Clock(long? unixMs) => At(unixMs, "yyyy-MM-dd HH:mm:ss", Viewer.Style.Zone);

    /// <summary>A day of UTC, in which a run's days are: 2024-01-31.</summary>
    public static string Day(long? unixMs) => At(unixMs, "yyyy-MM-dd", TimeZoneInfo.Utc);

    /// <summary>A time for the attribute datetime: ISO 8601, UTC.</summary>
    public static string Iso(long? unixMs) => At(unixMs, "yyyy-MM-dd'T'HH:mm:ss'Z'", TimeZoneInfo.Utc);

    /// <summary>A length of time in its two largest units: 3 d 4 h, 12 min, 8 s.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } s || !double.IsFinite(s))
        {
            return Unknown;
        }

        var time = TimeSpan.FromSeconds(Math.Min(s, TimeSpan.MaxValue.TotalSeconds / 2));
        return time switch
        {
            { TotalDays: >= 1 } => Two(time.Days, "d", time.Hours, "h"),
            { TotalHours: >= 1 } => Two(time.Hours, "h", time.Minutes, "min"),
            { TotalMinutes: >= 1 } => Two(time.Minutes, "min", time.Seconds, "s"),
            { TotalSeconds: >= 1 } => $"{time.Seconds} s",
            _ => "under 1 s",
        };

        static string Two(int large, string largeUnit, int small, string smallUnit) =>
            small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
    }

    /// <summary>A length of time that was measured, below a second too: 40 ms, 0.3 s, 12 min.</summary>
    public static string Took(double? seconds) => seconds switch
    {
        < 0.0005 => "under 1 ms",
        < 0.0995 => $"{Number(1000 * seconds, 0)} ms",
        < 0.95 => $"{Number(seconds, 1)} s",
        < 1 => Duration(1),
        _ => Duration(seconds),
    };

    /// <summary>A length of time that may be none at all: none, 3 d.</summary>
    public static string DurationOrNone(double? seconds) => seconds == 0 ? "none" : Duration(seconds);

    /// <summary>An estimated length of time: about 12 min, under 1 s.</summary>
    public static string About(double? seconds) => Duration(seconds) is var text && seconds >= 1 ? "about " + text : text;

    /// <summary>Bytes in binary units: 1.5 MiB.</summary>
    public static string Bytes(double? value)
    {
        if (value is not { } v || !double.IsFinite(v))
        {
            return Unknown;
        }

        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (v >= 1024 && unit < units.Length - 1)
        {
            v /= 1024;
            unit++;
        }

        return $"{Number(v, unit == 0 ? 0 : 1)} {units[unit]}";
    }

    /// <summary>A word of documents for people: stop_loss becomes "Stop loss".</summary>
    public static string Words(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = name.Replace('_', ' ').ToLowerInvariant();
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>The CSS class of a gain or a loss; empty for zero and unknown.</summary>
    public static string Tone(double? value) => value switch { > 0 => "profit", < 0 => "loss", _ => "" };

    private static string At(long? unixMs, string format, TimeZoneInfo zone) => unixMs is { } ms
        ? TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ms), zone).ToString(format, CultureInfo.InvariantCulture)
        : Unknown;

    private static string WithUnit(string number, string unit) => number == Unknown ? Unknown : $"{number}\u202F{unit}";

    // A value that rounds to zero has no sign.
    private static string Sign(string text) => !text.StartsWith('-')
        ? text
        : text.AsSpan(1).ContainsAnyInRange('1', '9') ? Minus + text[1..] : text[1..];
}
