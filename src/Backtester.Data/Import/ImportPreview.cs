using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Quality;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>What an import would do, told before anything is stored.</summary>
/// <param name="Layout">Whose layout the file has.</param>
/// <param name="Columns">For each field its name, and the column that it is read as; null for none.</param>
/// <param name="Timeframe">The distance of most candles; null where there are too few, or it is none of ours.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="Range">From the first open time to the end of the last candle.</param>
/// <param name="First">The first candles.</param>
/// <param name="Last">The last candles.</param>
/// <param name="Quality">What is missing and odd; null where nothing could be read.</param>
/// <param name="Added">Candles that are not stored yet; null where the series is not named.</param>
/// <param name="Replaced">Stored candles that the file would change; null where the series is not named.</param>
/// <param name="Problems">What is wrong; with any, an import stores nothing.</param>
/// <param name="ProblemCount">All problems, also those that are not listed.</param>
public sealed record ImportPreview(
    ImportLayout Layout,
    IReadOnlyList<KeyValuePair<string, string?>> Columns,
    Timeframe? Timeframe,
    long Rows,
    TimeRange Range,
    IReadOnlyList<Candle> First,
    IReadOnlyList<Candle> Last,
    SeriesQuality? Quality,
    long? Added,
    long? Replaced,
    IReadOnlyList<SpecProblem> Problems,
    long ProblemCount)
{
    private const int Shown = 5;

    /// <summary>Reads a file through. Nothing is stored.</summary>
    /// <param name="file">The file, read once from where it stands.</param>
    /// <param name="fileName">Its name in problems.</param>
    /// <param name="named">What it is to become; null for what it holds by itself, with the timeframe told by its times.</param>
    /// <param name="store">What is stored already.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ImportPreview Of(Stream file, string fileName, SeriesKey? named, CandleStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var candles = new CandleBuffer();
        var readAs = named ?? new SeriesKey("preview", "PREVIEW", Timeframe.All[0]);
        var report = CandleCsv.Read(file, readAs, fileName, candle => candles.Add(candle), cancellation);
        var series = candles.ToSeries(readAs);
        var timeframe = TimeframeOf(series.OpenTimeMs);
        if (named is null && timeframe is not null)
        {
            series = candles.ToSeries(readAs with { Timeframe = timeframe });
        }

        var range = series.Count == 0 ? default : new TimeRange(series.OpenTimeMs[0], series.OpenTimeMs[^1] + series.Key.Timeframe.Milliseconds);
        var (added, replaced) = named is null || series.Count == 0 ? (null, null) : Changes(series, range, store);
        return new ImportPreview(
            report.Layout,
            report.Columns,
            timeframe,
            report.Rows,
            range,
            [.. Enumerable.Range(0, Math.Min(Shown, series.Count)).Select(i => series[i])],
            [.. Enumerable.Range(Math.Max(Shown, series.Count - Shown), Math.Clamp(series.Count - Shown, 0, Shown)).Select(i => series[i])],
            series.Count == 0 ? null : SeriesQuality.Of(series),
            added,
            replaced,
            report.Problems,
            report.ProblemCount);
    }

    /// <summary>The timeframe that most neighbouring times are apart; null where that is none of ours.</summary>
    internal static Timeframe? TimeframeOf(ReadOnlySpan<long> times)
    {
        var counts = new Dictionary<long, int>();
        for (var i = 1; i < times.Length; i++)
        {
            var step = times[i] - times[i - 1];
            counts[step] = counts.GetValueOrDefault(step) + 1;
        }

        return counts.Count == 0 ? null : Timeframe.All.FirstOrDefault(t => t.Milliseconds == counts.MaxBy(c => c.Value).Key);
    }

    private static (long? Added, long? Replaced) Changes(CandleSeries series, TimeRange range, CandleStore store)
    {
        var (_, added, replaced) = MonthMerge.Join(store.Read(series.Key, range), series);
        return (added, replaced);
    }
}
