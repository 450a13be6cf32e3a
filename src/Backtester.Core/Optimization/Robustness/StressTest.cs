using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>Scores of one set under disturbances of one kind.</summary>
/// <param name="Scores">One a run, in their order; NaN where a run has none, such as too few trades.</param>
/// <param name="Note">Why there are no runs; null where there are.</param>
public sealed record StressRuns(IReadOnlyList<double> Scores, string? Note = null)
{
    /// <summary>Runs that have a score.</summary>
    public int Known => Scores.Count(double.IsFinite);

    /// <summary>A quantile of the known scores; NaN where there are none.</summary>
    public double At(double probability) => Quantile.Of([.. Scores.Where(double.IsFinite)], probability);
}

/// <summary>What becomes of a set's score when the run begins later or the candles are a little different.</summary>
/// <param name="Set">The trial as the search made it.</param>
/// <param name="StartShift">Runs that begin later.</param>
/// <param name="Noise">Runs on candles with noise.</param>
/// <param name="NoiseSize">Size of the noise: share of a candle's range.</param>
public sealed record StressResult(Trial Set, StressRuns StartShift, StressRuns Noise, double NoiseSize);

/// <summary>
/// Runs one set under small disturbances that a real edge survives: <see cref="Starts"/> starts, evenly over the first tenth
/// of the range, to the same end; and <see cref="Paths"/> paths of <see cref="CandleNoise"/> over the whole range. A set of
/// several markets is disturbed on each, and its score made of theirs as the search does.
/// </summary>
public static class StressTest
{
    /// <summary>Starts that are tried, the search's own among them.</summary>
    public const int Starts = 20;

    /// <summary>Paths of noise.</summary>
    public const int Paths = 50;

    /// <summary>Noise where no other is asked for: a tenth of a candle's range.</summary>
    public const double DefaultNoise = 0.1;

    /// <summary>Runs them.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trial">One of its trials.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="noise">Size of the noise, above 0.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the work within a run.</param>
    public static StressResult Run(SearchPlan search, Trial trial, ICandleCatalog catalog, double noise, int workers, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        var shifted = new double[Starts];
        Parallel.For(0, Starts, options, i => shifted[i] = Score(search.On([.. search.Markets.Select(market => From(market, i))]), trial, catalog, cancellation));
        var bars = search.Base.Spec.Execution.Intrabar == "lower_timeframe"
            ? new StressRuns([], "the run looks into finer candles, which the noise does not reach")
            : new StressRuns(Noisy());
        return new StressResult(trial, new StressRuns(shifted), bars, noise);

        double[] Noisy()
        {
            var scores = new double[Paths];
            SeriesKey[] series = [.. search.Markets.SelectMany(m => m.Series).Distinct()];
            Parallel.For(0, Paths, options, path =>
                scores[path] = Score(search, trial, new CandleNoise(catalog, series, noise, search.Base.Spec.Seed, path), cancellation));
            return scores;
        }
    }

    /// <summary>Candles that all runs walk.</summary>
    public static double BarsOf(long barsPerSet) => (double)barsPerSet * (Starts + Paths);

    /// <summary>The start of a run: evenly over the first tenth of the range, on the timeframe's own grid.</summary>
    internal static long StartOf(TimeRange range, int number, Timeframe timeframe)
    {
        var tenth = (range.EndMs - range.StartMs) / 10;
        return range.StartMs + (tenth * number / Starts / timeframe.Milliseconds * timeframe.Milliseconds);
    }

    private static RunPlan From(RunPlan market, int number)
    {
        var startMs = StartOf(market.Range, number, market.Spec.Timeframe);
        return market with { Range = market.Range with { StartMs = startMs }, Spec = market.Spec with { StartMs = startMs } };
    }

    private static double Score(SearchPlan plan, Trial trial, ICandleCatalog catalog, CancellationToken cancellation) =>
        new TrialEvaluator(plan, catalog, cancellation).Evaluate([trial.Point], 0, 1, cancellation)[0].Score;
}
