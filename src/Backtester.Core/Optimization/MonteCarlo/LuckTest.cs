using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// Could it be luck? The same run, or the same whole search, on candles whose moves are put in random order and have no
/// drift (<see cref="CandlePermutation"/>): whatever does well there knows nothing. Pure: the same bytes for any number
/// of workers.
/// </summary>
/// <param name="catalog">Where the candles are.</param>
/// <param name="settings">How it is asked.</param>
public sealed class LuckTest(ICandleCatalog catalog, LuckSettings settings)
{
    /// <summary>Asks about a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onPath">Hears how many histories are done.</param>
    /// <param name="cancellation">Ends the work within a run.</param>
    /// <exception cref="SpecException">The objective has no direction, or the candles are no prices.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LuckResult OfRun(RunPlan run, int workers, Action<int>? onPath = null, CancellationToken cancellation = default)
    {
        RequireObjective();
        var plan = WithoutFinerCandles(run);
        var objective = new Objective(new SearchSettings { Objective = settings.Objective, MinTrades = 0 });
        return Ask(plan, settings.Objective, 1, Score, workers, onPath, cancellation) with { Note = NoteOf(run) };

        double Score(ICandleCatalog candles)
        {
            var market = RunMarket.Load(plan, candles, cancellation);
            var quick = new QuickRun(plan.Spec, new RunGrid(market.Candles), [settings.Objective, "total_trades"]);
            return objective.Of(quick.Measure(market.Input(plan.Spec), cancellation)).Score;
        }
    }

    /// <summary>Asks about a search: how good the best of so many sets is where there is nothing to find.</summary>
    /// <param name="search">The search.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onPath">Hears how many histories are done.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="SpecException">The candles are no prices.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LuckResult OfSearch(SearchPlan search, int workers, Action<int>? onPath = null, CancellationToken cancellation = default)
    {
        var plan = search with { Base = WithoutFinerCandles(search.Base) };
        return Ask(plan.Base, plan.Settings.Objective, plan.Settings.Budget(plan.Space.Total), Score, workers, onPath, cancellation) with { Note = NoteOf(search.Base) };

        double Score(ICandleCatalog candles)
        {
            var walk = new ParameterSearch(plan, new TrialEvaluator(plan, candles, cancellation));
            walk.Run(1, _ => { }, cancellation);
            return walk.Best?.Score ?? double.NaN;
        }
    }

    private LuckResult Ask(RunPlan plan, string objective, long sets, Func<ICandleCatalog, double> score, int workers, Action<int>? onPath, CancellationToken cancellation)
    {
        var real = Candles(plan, cancellation);
        var permutation = new CandlePermutation(real);
        var sign = MetricCatalog.Find(objective)?.Preference == MetricPreference.Lower ? -1 : 1;
        var values = new double[settings.Paths];
        var done = 0;
        Parallel.For(0, settings.Paths, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, path =>
        {
            values[path] = sign * score(On(permutation.Permuted(settings.Seed, path)));
            onPath?.Invoke(Interlocked.Increment(ref done));
        });
        return new LuckResult
        {
            Settings = settings,
            Sets = sets,
            Objective = objective,
            LowerIsBetter = sign < 0,
            Observed = sign * score(catalog),
            WithoutDrift = sign * score(On(permutation.Driftless())),
            Values = values,
            Drift = plan.Series.ToDictionary(key => key.Symbol, key => real.First(s => s.Key == key) is var s ? (s.Close[^1] / s.Close[0]) - 1 : double.NaN),
        };

        PermutedCatalog On(CandleSeries[] candles) => new(catalog, plan.Range, candles);
    }

    /// <summary>The candles of the range: of the run's symbols, and of those that its formulas name.</summary>
    private List<CandleSeries> Candles(RunPlan plan, CancellationToken cancellation)
    {
        var series = plan.Series.Concat(SpecStrategy.OtherSeries(plan.Spec)).Distinct()
            .Select(key => catalog.Load(key, plan.Range, cancellation)).Where(s => s.Count > 0).ToList();
        var wrong = series.Where(s => !AreAboveZero(s.Open) || !AreAboveZero(s.High) || !AreAboveZero(s.Low) || !AreAboveZero(s.Close)).ToList();
        return wrong.Count == 0
            ? series
            : throw new SpecException([.. wrong.Select(s => new SpecProblem("symbols", $"{s.Key} has prices that are not above 0, of which there are no relative moves", Allowed: "candles with prices above 0"))]);
    }

    private static bool AreAboveZero(ReadOnlySpan<double> prices)
    {
        foreach (var price in prices)
        {
            if (!(price > 0))
            {
                return false;
            }
        }

        return true;
    }

    private void RequireObjective()
    {
        if (!Optimization.Objective.Names.Contains(settings.Objective))
        {
            throw new SpecException([new("luck.objective", "is no metric that could be made best", $"\"{settings.Objective}\"", string.Join(", ", Optimization.Objective.Names))]);
        }
    }

    /// <summary>Finer candles cannot be put in the order of coarser ones.</summary>
    private static RunPlan WithoutFinerCandles(RunPlan plan) => plan.Spec.Execution.Intrabar == "lower_timeframe"
        ? plan with { Spec = plan.Spec with { Execution = plan.Spec.Execution with { Intrabar = "stop_first" } } }
        : plan;

    private static string? NoteOf(RunPlan plan) => plan.Spec.Execution.Intrabar == "lower_timeframe"
        ? "Bars that reach both stop and target are taken for the stop here: finer candles cannot be put in another order with them."
        : null;
}
