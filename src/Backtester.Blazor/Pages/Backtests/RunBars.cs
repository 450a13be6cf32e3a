using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>Counts what a form's document will read.</summary>
public static class RunBars
{
    /// <summary>Stored candles of all symbols in the range, holes counted as candles; 0 where the document does not say which.</summary>
    public static long Of(FormDocument document, ICandleCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        if (!Timeframe.TryParse(document.Text("timeframe"), out var timeframe))
        {
            return 0;
        }

        var start = IsoTime.TryParse(document.Text("start_date") ?? "", out var from) ? from : long.MinValue;
        var end = IsoTime.TryParse(document.Text("end_date") ?? "", out var to) ? to : long.MaxValue;
        return document.List("symbols").Select(SymbolName.Normalize).Where(s => s.Length > 0).Distinct()
            .Select(s => catalog.Find(new SeriesKey(document.Text("exchange") ?? SeriesKey.SampleExchange, s, timeframe)))
            .Sum(stored => stored is null ? 0 : Math.Max(0, (Math.Min(end, stored.LastOpenMs + timeframe.Milliseconds) - Math.Max(start, stored.FirstOpenMs)) / timeframe.Milliseconds));
    }
}
