using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>The finer candles that `intrabar: lower_timeframe` looks into: of each symbol the finest that are stored.</summary>
internal static class FinerCandles
{
    /// <summary>The candles inside the range, in the order of the series; none where the spec does not ask for them.</summary>
    /// <exception cref="SpecException">A symbol has no stored candles that are finer than the run's.</exception>
    public static IReadOnlyList<CandleSeries> Load(RunSpec spec, IReadOnlyList<SeriesKey> series, ICandleCatalog catalog, TimeRange range, CancellationToken cancellation)
    {
        if (spec.Execution.Intrabar != "lower_timeframe")
        {
            return [];
        }

        var stored = catalog.List().Select(s => s.Key).ToList();
        var finest = series.Select(key => stored.Where(k => IsFiner(k, key)).MinBy(k => k.Timeframe.Milliseconds)).ToList();
        var problems = series.Where((_, i) => finest[i] is null).Select(key => new SpecProblem(
            "execution.intrabar",
            $"{key} has no stored candles of a shorter timeframe to look into",
            "\"lower_timeframe\"",
            "stop_first, target_first, nearest_extreme, or a symbol with finer stored candles")).ToList();
        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        return [.. finest.Select((key, i) => catalog.Load(key!, Whole(range, series[i].Timeframe), cancellation))];
    }

    /// <summary>The range through the end of its last candle, which may lie behind the range's.</summary>
    private static TimeRange Whole(TimeRange range, Timeframe timeframe)
    {
        var start = timeframe.Floor(range.EndMs);
        return range with { EndMs = start == range.EndMs ? start : start + timeframe.Milliseconds };
    }

    private static bool IsFiner(SeriesKey candidate, SeriesKey key) =>
        candidate.Exchange == key.Exchange
        && candidate.Symbol == key.Symbol
        && candidate.Timeframe.Milliseconds < key.Timeframe.Milliseconds
        && key.Timeframe.Milliseconds % candidate.Timeframe.Milliseconds == 0;
}
