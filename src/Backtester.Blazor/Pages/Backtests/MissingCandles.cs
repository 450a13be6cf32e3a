using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>What a form's document needs of one symbol and the store does not have.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Range">Open times; the ends are open where the document leaves them open.</param>
/// <param name="Words">What is missing, for people.</param>
public sealed record MissingCandles(string Symbol, TimeRange Range, string Words)
{
    /// <summary>Finds what is missing. Holes inside a stored series are the run's own business (`data.gaps`); only its ends count here.</summary>
    /// <param name="document">The document.</param>
    /// <param name="catalog">What is stored.</param>
    /// <param name="nowMs">Candles after this moment do not exist yet.</param>
    public static IReadOnlyList<MissingCandles> Of(FormDocument document, ICandleCatalog catalog, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var exchange = document.Text("exchange") ?? SeriesKey.SampleExchange;
        if (!ExchangeCatalog.Names.Contains(exchange) || !Timeframe.TryParse(document.Text("timeframe"), out var timeframe))
        {
            return [];
        }

        var start = IsoTime.TryParse(document.Text("start_date") ?? "", out var from) ? from : (long?)null;
        var end = IsoTime.TryParse(document.Text("end_date") ?? "", out var to) ? Math.Min(to, nowMs) : (long?)null;
        return [.. document.List("symbols").Select(SymbolName.Normalize).Where(s => s.Length > 0).Distinct().Select(s => Of(new SeriesKey(exchange, s, timeframe), catalog, start, end)).OfType<MissingCandles>()];
    }

    private static MissingCandles? Of(SeriesKey key, ICandleCatalog catalog, long? start, long? end)
    {
        if (catalog.Find(key) is not { } stored)
        {
            return new MissingCandles(key.Symbol, new TimeRange(start ?? long.MinValue, end ?? long.MaxValue), "nothing is stored");
        }

        // The last candle of a day that is asked for in full may begin up to one candle before its end.
        var late = start is { } first && first < stored.FirstOpenMs - key.Timeframe.Milliseconds;
        var early = end is { } last && last > stored.LastOpenMs + (2 * key.Timeframe.Milliseconds);
        return late || early
            ? new MissingCandles(
                key.Symbol,
                new TimeRange(late ? start!.Value : stored.LastOpenMs, early ? end!.Value : stored.FirstOpenMs),
                $"stored from {Format.Day(stored.FirstOpenMs)} to {Format.Day(stored.LastOpenMs)} only")
            : null;
    }
}
