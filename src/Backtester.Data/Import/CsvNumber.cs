using System.Globalization;

namespace Backtester.Data.Import;

/// <summary>
/// Numbers and times from the bytes of a field. A decimal whose digits make an integer below 2^53 and whose power of
/// ten is at most 22 is one exact integer divided by, or multiplied with, one exact power, so a single rounding gives
/// the nearest double (Clinger's fast path); anything else goes through <see cref="double.TryParse(ReadOnlySpan{byte}, out double)"/>.
/// </summary>
internal static class CsvNumber
{
    /// <summary>2^53: integers below it are exact doubles.</summary>
    public const ulong FirstInexact = 1UL << 53;
    private const int MostDigits = 18;

    /// <summary>10^0 to 10^22, all exact doubles.</summary>
    public static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a finite number, without thousands separators; false where the field is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value)
    {
        ulong mantissa = 0;
        int digits = 0, point = -1, i = 0;
        for (; i < field.Length; i++)
        {
            var digit = (uint)field[i] - '0';
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (field[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                break;
            }
        }

        if (i == field.Length && digits is > 0 and <= MostDigits && mantissa < FirstInexact)
        {
            value = point < 0 ? mantissa : mantissa / PowersOfTen[field.Length - 1 - point];
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(field, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Reads a time: Unix milliseconds, or ISO 8601, which is UTC where it names no offset.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> field, out long timeMs)
    {
        long digits = 0;
        foreach (var character in field)
        {
            var digit = (uint)character - '0';
            if (digit > 9 || field.Length > MostDigits)
            {
                return TryParseIso(field, out timeMs);
            }

            digits = (digits * 10) + digit;
        }

        timeMs = digits;
        return field.Length > 0;
    }

    private static bool TryParseIso(ReadOnlySpan<byte> field, out long timeMs)
    {
        timeMs = 0;
        if (field.Length > 40)
        {
            return false;
        }

        if (TryParsePlainIso(field, out timeMs))
        {
            return true;
        }

        Span<char> text = stackalloc char[field.Length];
        for (var i = 0; i < field.Length; i++)
        {
            text[i] = (char)field[i];
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var parsed = DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, Utc, out var time);
        timeMs = parsed ? time.ToUnixTimeMilliseconds() : 0;
        return parsed && time.Ticks % TimeSpan.TicksPerMillisecond == 0;
    }

    /// <summary>The usual "2024-01-31 23:59:00" or "2024-01-31T23:59:00Z", read without a search among formats.</summary>
    private static bool TryParsePlainIso(ReadOnlySpan<byte> field, out long timeMs)
    {
        timeMs = 0;
        var plain = field.Length is 19 || (field.Length == 20 && field[19] == 'Z');
        if (!plain || field[4] != '-' || field[7] != '-' || field[10] is not ((byte)'T' or (byte)' ') || field[13] != ':' || field[16] != ':')
        {
            return false;
        }

        var (year, month, day) = ((Two(field, 0) * 100) + Two(field, 2), Two(field, 5), Two(field, 8));
        var (hour, minute, second) = (Two(field, 11), Two(field, 14), Two(field, 17));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        timeMs = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        return true;
    }

    /// <summary>Two digits; far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> field, int at)
    {
        int tens = field[at] - '0', ones = field[at + 1] - '0';
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? (tens * 10) + ones : -1_000_000;
    }
}
