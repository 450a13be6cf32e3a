namespace Backtester.Core.Market.Universes;

/// <summary>
/// Chooses the members of a universe as of each date from what is stored of the time before that date: nothing that
/// happened later can change a choice (docs/universes.md).
/// </summary>
public static class UniverseChoice
{
    private const long DayMs = 86_400_000;

    /// <summary>A symbol whose latest candle is older than this many days is no longer traded.</summary>
    private const int LongestSilence = 7;

    /// <summary>The members over a range: the choice that holds at its start, and each one made inside it.</summary>
    /// <param name="universe">The universe.</param>
    /// <param name="exchange">The market.</param>
    /// <param name="range">The range; of a rule it is bounded.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="among">Only these symbols can be members; null for all that are stored.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<MembershipPeriod> Of(
        Universe universe, string exchange, TimeRange range, ICandleCatalog catalog, IReadOnlyCollection<string>? among = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(universe);
        if (universe.Rule is not { } rule)
        {
            return [new MembershipPeriod(range.StartMs, [.. universe.Symbols.Where(s => among is null || among.Contains(s))])];
        }

        var first = UniverseCalendar.Floor(rule.Every, range.StartMs);
        var known = new List<(string Symbol, DailyQuoteVolumes Volumes)>();
        foreach (var (symbol, series) in Candidates(rule, exchange, catalog, among))
        {
            if (DailyQuoteVolumes.Read(catalog, series, new TimeRange(first - (rule.Days * DayMs), range.EndMs), cancellation) is { } volumes)
            {
                known.Add((symbol, volumes));
            }
        }

        var periods = new List<MembershipPeriod>();
        for (var date = first; date < range.EndMs; date = UniverseCalendar.Next(rule.Every, date))
        {
            periods.Add(new MembershipPeriod(date, Choose(rule, known, date)));
        }

        return periods;
    }

    /// <summary>The instruments that a rule chooses among, each once under the last of its names, with the series that are stored of it.</summary>
    public static IReadOnlyList<(string Symbol, IReadOnlyList<SeriesKey> Series)> Candidates(
        UniverseRule rule, string exchange, ICandleCatalog catalog, IReadOnlyCollection<string>? among = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(catalog);
        return
        [
            .. catalog.List()
                .Select(s => s.Key)
                .Where(k => k.Exchange == exchange && k.Timeframe.Milliseconds <= DayMs)
                .GroupBy(k => LastName(k, catalog))
                .Where(g => g.Key.EndsWith(rule.Quote, StringComparison.Ordinal) && g.Key.Length > rule.Quote.Length && !rule.Exclude.Contains(g.Key))
                .Where(g => among is null || among.Contains(g.Key))
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, (IReadOnlyList<SeriesKey>)[.. g.Select(k => k with { Symbol = g.Key }).Distinct()])),
        ];
    }

    private static string LastName(SeriesKey key, ICandleCatalog catalog)
    {
        while (catalog.SuccessorOf(key) is { } next)
        {
            key = key with { Symbol = next };
        }

        return key.Symbol;
    }

    private static List<string> Choose(UniverseRule rule, List<(string Symbol, DailyQuoteVolumes Volumes)> known, long dateMs)
    {
        var silent = dateMs - (Math.Min(LongestSilence, rule.Days) * DayMs);
        return
        [
            .. known
                .Where(k => k.Volumes.FirstOpenMs <= dateMs - (rule.ListedDays * DayMs))
                .Select(k => (k.Symbol, Traded: k.Volumes.Sum(dateMs - (rule.Days * DayMs), dateMs)))
                .Where(k => k.Traded.Sum > 0 && k.Traded.LastDayMs >= silent && k.Traded.Sum >= rule.MinimumQuoteVolume * rule.Days)
                .OrderByDescending(k => k.Traded.Sum)
                .ThenBy(k => k.Symbol, StringComparer.Ordinal)
                .Take(rule.Top ?? int.MaxValue)
                .Select(k => k.Symbol),
        ];
    }
}
