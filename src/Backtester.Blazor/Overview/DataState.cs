using Backtester.Core.Market;

namespace Backtester.Blazor.Overview;

/// <summary>How fresh and how complete one recorded series is.</summary>
/// <param name="Series">The series.</param>
/// <param name="BehindSeconds">From the end of its last candle to now; 0 where that is not past yet.</param>
/// <param name="Missing">Candles that its range could hold and does not.</param>
/// <param name="IsStale">True where more than two candles and more than a day are lacking at the end, of an instrument that still trades.</param>
public sealed record SeriesState(SeriesInfo Series, double BehindSeconds, long Missing, bool IsStale);

/// <summary>Freshness and gaps of what is recorded; the sample market has neither. Read from the catalogue alone, without a candle.</summary>
/// <param name="Series">Every recorded series, the stale ones first, then those with most missing candles.</param>
/// <param name="SampleSymbols">Symbols of the sample market.</param>
public sealed record DataState(IReadOnlyList<SeriesState> Series, int SampleSymbols)
{
    private const long MsPerDay = 86_400_000;

    /// <summary>Recorded candles in all.</summary>
    public long Candles => Series.Sum(s => s.Series.Count);

    /// <summary>Candles missing in all.</summary>
    public long Missing => Series.Sum(s => s.Missing);

    /// <summary>Series with a gap.</summary>
    public int WithGaps => Series.Count(s => s.Missing > 0);

    /// <summary>Series that fell behind.</summary>
    public int Stale => Series.Count(s => s.IsStale);

    /// <summary>Open time of the newest candle, Unix ms; null without one.</summary>
    public long? NewestMs => Series.Select(s => (long?)s.Series.LastOpenMs).Max();

    /// <summary>The state at a moment.</summary>
    /// <param name="series">What the catalogue lists.</param>
    /// <param name="nowMs">The moment, Unix ms.</param>
    public static DataState Of(IReadOnlyList<SeriesInfo> series, long nowMs) => new(
        [
            .. series.Where(s => !s.Synthetic).Select(s => Of(s, nowMs))
                .OrderByDescending(s => s.IsStale)
                .ThenByDescending(s => s.Missing)
                .ThenByDescending(s => s.BehindSeconds),
        ],
        series.Where(s => s.Synthetic).Select(s => s.Key.Symbol).Distinct(StringComparer.Ordinal).Count());

    private static SeriesState Of(SeriesInfo series, long nowMs)
    {
        var step = series.Key.Timeframe.Milliseconds;
        var behind = Math.Max(0, nowMs - series.LastOpenMs - step);
        var missing = Math.Max(0, ((series.LastOpenMs - series.FirstOpenMs) / step) + 1 - series.Count);
        return new SeriesState(series, behind / 1000.0, missing, !series.Delisted && behind > Math.Max(2 * step, MsPerDay));
    }
}
