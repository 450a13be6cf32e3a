using Backtester.Core.Market;
using Backtester.Data.Quality;
using Backtester.Data.Store;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>Stretches between the first and the last stored candle of the symbols of a form on which candles are missing.</summary>
internal static class CoverageHoles
{
    /// <summary>The recorded series that a run would read, or be made from: of each symbol the longest timeframe that its own consists of.</summary>
    /// <param name="series">What is stored.</param>
    /// <param name="exchange">The market.</param>
    /// <param name="symbols">The symbols of the run.</param>
    /// <param name="timeframe">The timeframe of the run.</param>
    public static IReadOnlyList<SeriesInfo> Sources(IEnumerable<SeriesInfo> series, string exchange, IReadOnlyCollection<string> symbols, Timeframe timeframe) =>
    [
        .. series
            .Where(s => !s.Synthetic && s.Key.Exchange == exchange && symbols.Contains(s.Key.Symbol) && timeframe.Milliseconds % s.Key.Timeframe.Milliseconds == 0)
            .GroupBy(s => s.Key.Symbol)
            .Select(g => g.MaxBy(s => s.Key.Timeframe.Milliseconds)!),
    ];

    /// <summary>Where at least one of them has no candles, in order of time. Series without a hole are known by their count; only the times of the others are read.</summary>
    /// <param name="series">Recorded series.</param>
    /// <param name="library">Reads them.</param>
    public static IReadOnlyList<TimeRange> Of(IEnumerable<SeriesInfo> series, CandleLibrary library)
    {
        var holes = new List<TimeRange>();
        foreach (var s in series.Where(s => s.Count <= (s.LastOpenMs - s.FirstOpenMs) / s.Key.Timeframe.Milliseconds))
        {
            try
            {
                holes.AddRange(GapLedger.Of(s.Key, library.Load(s.Key, TimeRange.All).OpenTimeMs).Gaps.Select(g => g.Range));
            }
            catch (IOException)
            {
                // The page of the series says what is damaged.
            }
        }

        return Merge(holes);
    }

    private static List<TimeRange> Merge(List<TimeRange> ranges)
    {
        var merged = new List<TimeRange>();
        foreach (var range in ranges.OrderBy(r => r.StartMs))
        {
            if (merged.Count > 0 && range.StartMs <= merged[^1].EndMs)
            {
                merged[^1] = new TimeRange(merged[^1].StartMs, Math.Max(merged[^1].EndMs, range.EndMs));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
