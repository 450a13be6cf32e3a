using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>A set in the search and after it.</summary>
/// <param name="InSample">The trial as the search made it.</param>
/// <param name="Later">The same set on the later candles.</param>
public sealed record LaterTrial(Trial InSample, Trial Later);

/// <summary>What sets of a search did on the candles after it.</summary>
/// <param name="Range">The later candles, from the end of the search to the last stored one; of several markets from the first to the last.</param>
/// <param name="Bars">Candles that a set walked, all symbols and markets together.</param>
/// <param name="Trials">The sets in the order given.</param>
/// <param name="RankCorrelation">Spearman's ρ of the scores before and after; NaN where fewer than three sets have both.</param>
public sealed record LaterResult(TimeRange Range, long Bars, IReadOnlyList<LaterTrial> Trials, double RankCorrelation);

/// <summary>
/// Tests sets of a search on the stored candles after its end, which had no part in their choice. Indicators are warmed up
/// from the candles before, the account begins anew, and no number of trades is asked for: few are a result there.
/// </summary>
public static class LaterTest
{
    /// <summary>The candles of a market after a search, from the first bar that begins no earlier than its end; empty where none are stored of one of its symbols.</summary>
    public static TimeRange RangeOf(RunPlan market, ICandleCatalog catalog)
    {
        var timeframe = market.Spec.Timeframe;
        var floor = timeframe.Floor(market.Range.EndMs);
        var start = floor < market.Range.EndMs ? floor + timeframe.Milliseconds : floor;
        var end = market.Series.Select(key => catalog.Find(key) is { } info ? info.LastOpenMs + key.Timeframe.Milliseconds : long.MinValue).Min();
        return new TimeRange(start, Math.Max(start, end));
    }

    /// <summary>Bars that one set walks, of all markets together, where no candle is missing.</summary>
    public static double BarsOf(SearchPlan search, ICandleCatalog catalog) => search.Markets.Sum(market =>
        RangeOf(market, catalog) is var range ? (double)(range.EndMs - range.StartMs) / market.Spec.Timeframe.Milliseconds * market.Series.Count : 0);

    /// <summary>What to type so that there are candles of a market after a search.</summary>
    public static string FetchOf(RunPlan market) =>
        $"candles fetch --exchange {market.Spec.Exchange} --symbols {string.Join(',', market.Spec.Symbols)} --timeframe {market.Spec.Timeframe} --start {IsoTime.Format(market.Range.EndMs)}";

    /// <summary>Runs sets on the later candles; a set of several markets on each, its score made of theirs as the search does.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials, best first.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="SpecException">There are no later candles of one of the markets; the problem names the fetch that helps.</exception>
    public static LaterResult Run(SearchPlan search, IReadOnlyList<Trial> trials, ICandleCatalog catalog, int workers, CancellationToken cancellation = default)
    {
        var markets = search.Markets.Select(market => After(search, market, catalog)).ToList();
        var later = search.On(markets) with { Settings = search.Settings with { MinTrades = 0 } };
        var evaluator = new TrialEvaluator(later, catalog, cancellation);
        if (evaluator.BarsPerSet == 0)
        {
            throw None(search.Base);
        }

        var after = evaluator.Evaluate([.. trials.Select(t => t.Point)], 0, workers, cancellation);
        LaterTrial[] pairs = [.. trials.Select((trial, i) => new LaterTrial(trial, after[i] with { Number = trial.Number, DailyReturns = null }))];
        var range = new TimeRange(markets.Min(m => m.Range.StartMs), markets.Max(m => m.Range.EndMs));
        return new LaterResult(range, evaluator.BarsPerSet, pairs, RankCorrelation.Of([.. pairs.Select(p => p.InSample.Score)], [.. pairs.Select(p => p.Later.Score)]));
    }

    private static RunPlan After(SearchPlan search, RunPlan market, ICandleCatalog catalog)
    {
        var range = RangeOf(market, catalog);
        if (range.IsEmpty)
        {
            throw None(market);
        }

        var spec = market.Spec with { StartMs = range.StartMs, EndMs = range.EndMs, Warmup = "auto" };
        return market with { Range = range, Spec = spec with { WarmupCandles = SearchWarmUp.Largest(spec, search.Space) } };
    }

    private static SpecException None(RunPlan market) => new([new(
        "end_date",
        "is where the stored candles end: there are none after it to test on",
        IsoTime.Format(market.Range.EndMs),
        market.Spec.Exchange == SeriesKey.SampleExchange
            ? "a search that ends before the sample market does"
            : $"stored candles after it, such as from `{FetchOf(market)}`, or a search with an earlier end_date")]);
}
