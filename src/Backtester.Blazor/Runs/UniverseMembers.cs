using Backtester.Blazor.Api.Documents;
using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Store;

namespace Backtester.Blazor.Runs;

/// <summary>Whom a stored universe chose when: for the page, the route and the command.</summary>
internal static class UniverseMembers
{
    private const long DayMs = 86_400_000;

    /// <summary>The members over a range; null where there is no such universe.</summary>
    /// <exception cref="SpecException">A date is none, the universe cannot be read, or the exchange must be named.</exception>
    public static UniverseMembersDocument? Of(CandleLibrary library, string name, string? exchange, string? start, string? end, CancellationToken cancellation)
    {
        if (library.UniverseFiles!.Find(name) is not { } universe)
        {
            return null;
        }

        var (from, to) = (Time("start", start), Time("end", end));
        var market = ExchangeOf(library, universe, exchange);
        var stored = library.List().Where(s => s.Key.Exchange == market).ToList();
        if (stored.Count == 0)
        {
            return new UniverseMembersDocument(name, market, []);
        }

        var range = new TimeRange(from ?? stored.Min(s => s.FirstOpenMs), to ?? stored.Max(s => s.LastOpenMs) + DayMs);
        var periods = UniverseChoice.Of(universe, market, range, library, among: null, cancellation);
        return new UniverseMembersDocument(name, market, [.. periods.Select(p => new UniversePeriodDocument(DateTimeOffset.FromUnixTimeMilliseconds(p.FromMs), p.Symbols))]);
    }

    private static string ExchangeOf(CandleLibrary library, Universe universe, string? exchange)
    {
        var written = !string.IsNullOrEmpty(exchange) ? exchange : universe.Exchange;
        if (written.Length > 0)
        {
            return written;
        }

        var recorded = library.List().Where(s => !s.Synthetic).Select(s => s.Key.Exchange).Distinct().ToList();
        return recorded.Count switch
        {
            0 => SeriesKey.SampleExchange,
            1 => recorded[0],
            _ => throw new SpecException([new SpecProblem("exchange", "is needed, because candles of several are stored", null, string.Join(", ", recorded))]),
        };
    }

    private static long? Time(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return IsoTime.TryParse(text, out var time) ? time : throw new SpecException([new SpecProblem(field, "is not a time", text, "ISO 8601, such as 2024-01-31")]);
    }
}
