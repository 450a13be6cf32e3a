using Backtester.Core.Market;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>Which candles a preview shows: stored ones, and longer ones that are made from them.</summary>
internal static class PreviewSeries
{
    private const string Usual = "1h";

    /// <summary>What it begins with: recorded candles before the sample market, by the hour where they can be; null where there are none.</summary>
    public static SeriesKey? First(IReadOnlyList<SeriesInfo> series)
    {
        var first = series.FirstOrDefault(s => !s.Synthetic && s.Count >= 500)
            ?? series.FirstOrDefault(s => s.Key.Symbol == "BTCUSDT")
            ?? (series.Count > 0 ? series[0] : null);
        return first is null ? null : Of(series, first.Key.Exchange, first.Key.Symbol, Timeframe.Parse(Usual));
    }

    /// <summary>The series of an instrument at a timeframe, or at the shortest where there is no such one.</summary>
    public static SeriesKey? Of(IReadOnlyList<SeriesInfo> series, string exchange, string symbol, Timeframe? wanted)
    {
        var stored = series.FirstOrDefault(s => s.Key.Exchange == exchange && s.Key.Symbol == symbol)?.Key;
        return stored is null ? null : wanted is not null && TimeframesOf(series, stored).Contains(wanted) ? stored with { Timeframe = wanted } : stored;
    }

    /// <summary>The timeframes at which an instrument's candles can be read.</summary>
    public static IReadOnlyList<Timeframe> TimeframesOf(IReadOnlyList<SeriesInfo> series, SeriesKey key)
    {
        var stored = series.Where(s => s.Key.Exchange == key.Exchange && s.Key.Symbol == key.Symbol).Select(s => s.Key.Timeframe).ToList();
        return [.. Timeframe.All.Where(t => stored.Exists(s => t.Milliseconds % s.Milliseconds == 0))];
    }
}
