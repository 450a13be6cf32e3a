using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>A set in the search and after it.</summary>
/// <param name="InSample">The trial as the search made it.</param>
/// <param name="Later">The same set on the later candles.</param>
public sealed record LaterTrial(Trial InSample, Trial Later);

/// <summary>What sets of a search did on the candles after it.</summary>
/// <param name="Range">The later candles, from the end of the search to the last stored one.</param>
/// <param name="Bars">Candles in it, all symbols together.</param>
/// <param name="Trials">The sets in the order given.</param>
/// <param name="RankCorrelation">Spearman's ρ of the scores before and after; NaN where fewer than three sets have both.</param>
public sealed record LaterResult(TimeRange Range, long Bars, IReadOnlyList<LaterTrial> Trials, double RankCorrelation);

/// <summary>
/// Tests sets of a search on the stored candles after its end, which had no part in their choice. Indicators are warmed up
/// from the candles before, the account begins anew, and no number of trades is asked for: few are a result there.
/// </summary>
public static class LaterTest
{
    /// <summary>The candles after a search, from the first bar that begins no earlier than its end; empty where none are stored of one of its symbols.</summary>
    public static TimeRange RangeOf(SearchPlan search, ICandleCatalog catalog)
    {
        var timeframe = search.Base.Spec.Timeframe;
        var floor = timeframe.Floor(search.Base.Range.EndMs);
        var start = floor < search.Base.Range.EndMs ? floor + timeframe.Milliseconds : floor;
        var end = search.Base.Series.Select(key => catalog.Find(key) is { } info ? info.LastOpenMs + key.Timeframe.Milliseconds : long.MinValue).Min();
        return new TimeRange(start, Math.Max(start, end));
    }

    /// <summary>What to type so that there are candles after a search.</summary>
    public static string FetchOf(SearchPlan search) =>
        $"candles fetch --exchange {search.Base.Spec.Exchange} --symbols {string.Join(',', search.Base.Spec.Symbols)} --timeframe {search.Base.Spec.Timeframe} --start {IsoTime.Format(search.Base.Range.EndMs)}";

    /// <summary>Runs sets on the later candles.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials, best first.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="SpecException">There are no later candles; the problem names the fetch that helps.</exception>
    public static LaterResult Run(SearchPlan search, IReadOnlyList<Trial> trials, ICandleCatalog catalog, int workers, CancellationToken cancellation = default)
    {
        var range = RangeOf(search, catalog);
        if (range.IsEmpty)
        {
            throw None(search);
        }

        var spec = search.Base.Spec with { StartMs = range.StartMs, EndMs = range.EndMs, Warmup = "auto" };
        spec = spec with { WarmupCandles = SearchWarmUp.Largest(spec, search.Space) };
        var later = search with { Base = search.Base with { Range = range, Spec = spec }, Settings = search.Settings with { MinTrades = 0 } };
        var evaluator = new TrialEvaluator(later, catalog, cancellation);
        if (evaluator.BarsPerSet == 0)
        {
            throw None(search);
        }

        var after = evaluator.Evaluate([.. trials.Select(t => t.Point)], 0, workers, cancellation);
        LaterTrial[] pairs = [.. trials.Select((trial, i) => new LaterTrial(trial, after[i] with { Number = trial.Number, DailyReturns = null }))];
        return new LaterResult(range, evaluator.BarsPerSet, pairs, RankCorrelation.Of([.. pairs.Select(p => p.InSample.Score)], [.. pairs.Select(p => p.Later.Score)]));
    }

    private static SpecException None(SearchPlan search) => new([new(
        "end_date",
        "is where the stored candles end: there are none after it to test on",
        IsoTime.Format(search.Base.Range.EndMs),
        search.Base.Spec.Exchange == SeriesKey.SampleExchange
            ? "a search that ends before the sample market does"
            : $"stored candles after it, such as from `{FetchOf(search)}`, or a search with an earlier end_date")]);
}
