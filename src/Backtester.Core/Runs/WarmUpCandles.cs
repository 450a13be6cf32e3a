using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>`warmup: auto`, or a number: stored candles before the start of a run, which indicators read and the account does not trade.</summary>
internal static class WarmUpCandles
{
    /// <summary>
    /// Candles after which the rules of every strategy of the spec have values that hardly depend on where they began (the
    /// seed of a recursive average weighs under 1e-12); the number that the spec says where it says one, 0 where it does not
    /// ask for any.
    /// </summary>
    public static int Needed(RunSpec spec) => spec.Warmup == "auto"
        ? SpecStrategy.PartsAndBenchmark(spec).Max(p => SpecStrategy.Of(p).WarmUp(p.StrategyParams, spec.Timeframe).Settling)
        : spec.WarmupCandles;

    /// <summary>The candles of a range and up to <paramref name="count"/> of those stored before it.</summary>
    public static CandleSeries Load(ICandleCatalog catalog, SeriesKey key, TimeRange range, int count, CancellationToken cancellation)
    {
        if (count == 0 || catalog.Find(key) is not { } stored)
        {
            return catalog.Load(key, range, cancellation);
        }

        // Where candles are missing, the same number reaches further back.
        for (var reach = (long)count; ; reach *= 2)
        {
            var start = Math.Max(stored.FirstOpenMs, range.StartMs - (reach * key.Timeframe.Milliseconds));
            var candles = catalog.Load(key, range with { StartMs = Math.Min(start, range.StartMs) }, cancellation);
            var earlier = candles.LowerBound(range.StartMs);
            if (earlier >= count || start <= stored.FirstOpenMs)
            {
                var skipped = Math.Max(0, earlier - count);
                return candles.SliceRows(skipped, candles.Count - skipped);
            }
        }
    }

    /// <summary>The range of other instruments' candles: from the first candle that a strategy reads.</summary>
    public static TimeRange RangeOfOthers(TimeRange range, IEnumerable<CandleSeries> seen) =>
        range with { StartMs = seen.Where(s => s.Count > 0).Select(s => s.OpenTimeMs[0]).Append(range.StartMs).Min() };
}
