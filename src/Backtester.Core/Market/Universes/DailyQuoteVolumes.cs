namespace Backtester.Core.Market.Universes;

/// <summary>
/// What was traded of an instrument on each UTC day, in the quote currency. A day is added up from the candles of the
/// longest stored timeframe, of at most a day, that has any inside it, so that what is known of a day depends on
/// candles of that day alone. Where the exchange gives no quote volume it is close × volume.
/// </summary>
public sealed class DailyQuoteVolumes
{
    private const long DayMs = 86_400_000;

    private readonly SortedDictionary<long, double> _days = [];

    private DailyQuoteVolumes(long firstOpenMs) => FirstOpenMs = firstOpenMs;

    /// <summary>Open time of the first stored candle, Unix ms.</summary>
    public long FirstOpenMs { get; }

    /// <summary>Reads the days before a time.</summary>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="series">The series of the instrument, each with a timeframe of at most a day.</param>
    /// <param name="range">The days that are asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where there is nothing before the end of the range.</returns>
    public static DailyQuoteVolumes? Read(ICandleCatalog catalog, IEnumerable<SeriesKey> series, TimeRange range, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var found = series.Select(catalog.Find).OfType<SeriesInfo>().OrderByDescending(s => s.Key.Timeframe.Milliseconds).ToList();
        if (found.Count == 0 || found.Min(s => s.FirstOpenMs) >= range.EndMs)
        {
            return null;
        }

        var volumes = new DailyQuoteVolumes(found.Min(s => s.FirstOpenMs));
        foreach (var info in found)
        {
            var (first, last) = (Math.Max(range.StartMs, info.FirstOpenMs / DayMs * DayMs), Math.Min(range.EndMs, info.LastOpenMs + 1));
            foreach (var stretch in volumes.Unknown(first, last))
            {
                volumes.Add(catalog.Load(info.Key, stretch, cancellation));
            }
        }

        return volumes;
    }

    /// <summary>Quote volume of the days in [from, to), added up in order of time, and the last of them with a candle; null where none has.</summary>
    public (double Sum, long? LastDayMs) Sum(long fromMs, long toMs)
    {
        var (sum, last) = (0.0, (long?)null);
        for (var day = fromMs; day < toMs; day += DayMs)
        {
            if (_days.TryGetValue(day, out var volume))
            {
                sum += volume;
                last = day;
            }
        }

        return (sum, last);
    }

    /// <summary>Stretches of days without a volume yet.</summary>
    private List<TimeRange> Unknown(long first, long end)
    {
        var stretches = new List<TimeRange>();
        for (var day = first / DayMs * DayMs; day < end; day += DayMs)
        {
            if (_days.ContainsKey(day))
            {
                continue;
            }

            if (stretches.Count > 0 && stretches[^1].EndMs == day)
            {
                stretches[^1] = stretches[^1] with { EndMs = day + DayMs };
            }
            else
            {
                stretches.Add(new TimeRange(day, day + DayMs));
            }
        }

        return stretches;
    }

    private void Add(CandleSeries candles)
    {
        var times = candles.OpenTimeMs;
        var close = candles.Close;
        var volume = candles.Volume;
        var quote = candles.QuoteVolume;
        for (var row = 0; row < times.Length;)
        {
            var day = times[row] / DayMs * DayMs;
            var sum = 0.0;
            for (; row < times.Length && times[row] < day + DayMs; row++)
            {
                sum += quote.IsEmpty || double.IsNaN(quote[row]) ? close[row] * volume[row] : quote[row];
            }

            _days[day] = sum;
        }
    }
}
