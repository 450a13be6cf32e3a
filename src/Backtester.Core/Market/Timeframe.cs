using System.Diagnostics.CodeAnalysis;

namespace Backtester.Core.Market;

/// <summary>
/// The length of a candle. Candles are aligned to UTC: multiples of the length since 1970-01-01,
/// except weeks, which start on Monday (1970-01-01 was a Thursday).
/// </summary>
public sealed record Timeframe
{
    private const long Minute = 60_000L;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Monday 1970-01-05, the first week boundary after the epoch.</summary>
    private const long FirstMonday = 4 * Day;

    private Timeframe(string name, long milliseconds)
    {
        Name = name;
        Milliseconds = milliseconds;
    }

    /// <summary>All timeframes, shortest first.</summary>
    public static IReadOnlyList<Timeframe> All { get; } =
    [
        new("1m", Minute), new("3m", 3 * Minute), new("5m", 5 * Minute), new("15m", 15 * Minute), new("30m", 30 * Minute),
        new("1h", Hour), new("2h", 2 * Hour), new("4h", 4 * Hour), new("6h", 6 * Hour), new("8h", 8 * Hour), new("12h", 12 * Hour),
        new("1d", Day), new("3d", 3 * Day), new("1w", 7 * Day),
    ];

    /// <summary>The usual spelling: "1m", "4h", "1d".</summary>
    public string Name { get; }

    /// <summary>The length of one candle in milliseconds.</summary>
    public long Milliseconds { get; }

    /// <summary>Finds a timeframe by its <see cref="Name"/>; false where there is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Timeframe? timeframe)
    {
        timeframe = All.FirstOrDefault(t => t.Name == text);
        return timeframe is not null;
    }

    /// <summary>Finds a timeframe by its <see cref="Name"/>.</summary>
    /// <exception cref="FormatException">There is no such timeframe; the message lists all.</exception>
    public static Timeframe Parse(string text) => TryParse(text, out var timeframe)
        ? timeframe
        : throw new FormatException($"timeframe: '{text}' is not one of {string.Join(", ", All.Select(t => t.Name))}");

    /// <summary>The open time (Unix ms) of the candle that contains <paramref name="timeMs"/>.</summary>
    public long Floor(long timeMs)
    {
        var anchor = Milliseconds == 7 * Day ? FirstMonday : 0;
        var offset = (timeMs - anchor) % Milliseconds;
        return timeMs - (offset < 0 ? offset + Milliseconds : offset);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
