using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Optimization;

/// <summary>
/// Simulates sets of parameters over the same candles: the formulas of a group of sets are compiled into one program, in
/// which equal sub-expressions exist once, and each set is then walked by the event loop. Safe for any number of threads.
/// </summary>
public sealed class TrialEvaluator
{
    /// <summary>Sets that share a program: enough to share most columns, few enough to keep them in memory.</summary>
    private const int GroupSize = 16;

    private readonly SearchPlan _plan;
    private readonly Objective _objective;
    private readonly RunMarket _market;
    private readonly CatalogStrategy _strategy;
    private readonly SetCheck _check;

    /// <summary>Reads the candles of a search.</summary>
    public TrialEvaluator(SearchPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        _plan = plan;
        _objective = new Objective(plan.Settings);
        _market = RunMarket.Load(plan.Base, catalog, cancellation);
        _strategy = SpecStrategy.Of(plan.Base.Spec);
        _check = new SetCheck(_strategy, plan.Base.Spec.Timeframe);
    }

    /// <summary>Candles that one set walks.</summary>
    public long BarsPerSet => _market.Candles.Sum(c => (long)c.Count);

    /// <summary>Simulates points; the trials come in their order.</summary>
    /// <param name="points">Index into each axis.</param>
    /// <param name="firstNumber">Number of the first trial.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Trial[] Evaluate(IReadOnlyList<int[]> points, int firstNumber, int workers, CancellationToken cancellation = default)
    {
        var trials = new Trial[points.Count];
        var groups = points.Select((point, i) => (Point: point, Index: i)).Chunk(GroupSize).ToArray();
        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, group =>
        {
            foreach (var (index, trial) in EvaluateGroup(group, firstNumber, cancellation))
            {
                trials[index] = trial;
            }
        });
        return trials;
    }

    private IEnumerable<(int Index, Trial Trial)> EvaluateGroup((int[] Point, int Index)[] group, int firstNumber, CancellationToken cancellation)
    {
        var possible = new List<(int Index, Trial Trial)>();
        foreach (var (point, index) in group)
        {
            var trial = new Trial(firstNumber + index, point, _plan.Space.ParametersAt(point));
            if (_check.ProblemWith(trial.Parameters) is { } problem)
            {
                yield return (index, trial with { Note = "refused: " + problem });
            }
            else
            {
                possible.Add((index, trial));
            }
        }

        foreach (var (index, trial) in Simulate(possible, cancellation))
        {
            yield return (index, trial);
        }
    }

    private List<(int Index, Trial Trial)> Simulate(List<(int Index, Trial Trial)> sets, CancellationToken cancellation)
    {
        if (sets.Count == 0)
        {
            return [];
        }

        try
        {
            return _strategy is DefinedStrategy defined
                ? SimulateTogether(defined.Definition, sets, cancellation)
                : [.. sets.Select(s => (s.Index, Simulate(s.Trial, series => _strategy.Decide(series, s.Trial.Parameters, _market.Others), cancellation)))];
        }
        catch (FormulaException) when (sets.Count > 1)
        {
            // One impossible length spoils the common program: each set then says for itself whether it is possible.
            return [.. sets.SelectMany(set => Simulate([set], cancellation))];
        }
        catch (FormulaException error)
        {
            return [(sets[0].Index, sets[0].Trial with { Note = "refused: " + error.Problems[0].Message })];
        }
    }

    private List<(int Index, Trial Trial)> SimulateTogether(StrategyDefinition definition, List<(int Index, Trial Trial)> sets, CancellationToken cancellation)
    {
        var timeframe = _plan.Base.Spec.Timeframe;
        var compiled = StrategyCompiler.CompileMany(definition, [.. sets.Select(s => s.Trial.Parameters)], new CompileOptions(timeframe));
        var columns = _market.Seen.ToDictionary(c => c, c => compiled[0].Program.Run(c, _market.Others));
        return [.. sets.Select((set, i) => (set.Index, Simulate(set.Trial, series => DecisionReading.Of(compiled[i], columns[series], timeframe), cancellation)))];
    }

    private Trial Simulate(Trial trial, Func<CandleSeries, Decisions> decide, CancellationToken cancellation)
    {
        var outcome = Backtest.Run(_market.Input(_plan.SpecOf(trial.Parameters), (_, series) => decide(series)), cancellation: cancellation);
        var daily = DailyEquity.Sample(outcome.Curve);
        var metrics = RunMetrics.Measure(new RunMeasurement
        {
            Daily = daily,
            Curve = outcome.Curve,
            Trades = outcome.Trades,
            BarMs = _plan.Base.Spec.Timeframe.Milliseconds,
        });
        var (score, note) = _objective.Of(metrics);
        return trial with { Metrics = Trial.Table(metrics), Score = score, Note = note, DailyReturns = daily.Returns };
    }
}
