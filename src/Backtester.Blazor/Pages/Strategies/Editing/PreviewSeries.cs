using Backtester.Core.Market;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>Which candles a preview begins with.</summary>
internal static class PreviewSeries
{
    /// <summary>Recorded candles before the sample market, enough of them before few; null where there are none.</summary>
    public static SeriesKey? First(IReadOnlyList<SeriesInfo> series) =>
        (series.FirstOrDefault(s => !s.Synthetic && s.Count >= 500)
            ?? series.FirstOrDefault(s => s.Synthetic && s.Key.Timeframe.Name == "1h")
            ?? (series.Count > 0 ? series[0] : null))?.Key;
}
