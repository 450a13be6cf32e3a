using System.Globalization;
using Backtester.Core.Market;

namespace Backtester.Data.Quality;

/// <summary>A stretch in which an exchange did not trade.</summary>
/// <param name="Exchange">The market.</param>
/// <param name="Range">The candles that it has not.</param>
/// <param name="Note">What it was.</param>
public sealed record KnownOutage(string Exchange, TimeRange Range, string Note);

/// <summary>
/// The table known-outages.csv: stretches for which independent recordings of several instruments of an exchange have no
/// candles. Ranges are those of the missing candles, at the finest timeframe that was compared (an hour for most).
/// </summary>
public static class KnownOutages
{
    private const long HourMs = 3_600_000;
    private const string Resource = "Backtester.Data.Quality.known-outages.csv";

    /// <summary>All that are known, by exchange and time.</summary>
    public static IReadOnlyList<KnownOutage> All { get; } = Read();

    /// <summary>
    /// The outage that explains a gap: the gap lies inside it, give or take an hour or a candle, whichever is longer,
    /// because most ranges are known to the hour. Null where none does.
    /// </summary>
    public static KnownOutage? Explaining(SeriesKey key, TimeRange gap)
    {
        var slack = Math.Max(HourMs, key.Timeframe.Milliseconds);
        return All.FirstOrDefault(o => o.Exchange == key.Exchange && gap.StartMs >= o.Range.StartMs - slack && gap.EndMs <= o.Range.EndMs + slack);
    }

    private static KnownOutage[] Read()
    {
        using var stream = typeof(KnownOutages).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.TrimEnd('\r').Split(','))
            .Select(f => new KnownOutage(f[0], new TimeRange(Time(f[1]), Time(f[2])), f[3]))];
    }

    private static long Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
