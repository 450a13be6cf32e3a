using System.Collections.Concurrent;
using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Sweep;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Optimization;

/// <summary>
/// Simulates sets of parameters over the candles of one market, in groups that share a program (<see cref="SweepGroup"/>).
/// Where an objective reads a metric that a table of trials does not hold, each set is run and measured whole instead.
/// </summary>
internal sealed class MarketEvaluator
{
    /// <summary>What a group that needs its columns over all bars may keep of them: so the memory of a search does not grow with its sets.</summary>
    private const long GroupBytes = 40L << 20;

    /// <summary>Sets of a group: more would share little more, and their state would leave the processor's cache.</summary>
    private const int MostSets = 512;

    /// <summary>Indicators of a group that is walked in tiles: sets that share little are fewer, so that the memory of a search hangs neither on its sets nor on its values.</summary>
    private const int MostIndicators = 128;

    private readonly SearchPlan _plan;
    private readonly RunPlan _run;
    private readonly TrialScore _score;
    private readonly RunMarket _market;
    private readonly RunGrid _grid;
    private readonly CatalogStrategy _strategy;
    private readonly SetCheck _check;

    /// <summary>Reads the candles of a market.</summary>
    public MarketEvaluator(SearchPlan plan, RunPlan run, ICandleCatalog catalog, CancellationToken cancellation)
    {
        (_plan, _run) = (plan, run);
        _score = new TrialScore(plan.Settings);
        _market = RunMarket.Load(run, catalog, cancellation);
        _grid = new RunGrid(_market.Candles);
        _strategy = SpecStrategy.Of(run.Spec);
        _check = new SetCheck(_strategy, run.Spec.Timeframe);
    }

    /// <summary>Candles that one set walks.</summary>
    public long BarsPerSet => _market.Candles.Sum(c => (long)c.Count);

    /// <summary>The UTC days of the run, Unix ms.</summary>
    public long[] DaysMs => DayEnds.Of(_grid.Timeline.TimeMs).DayMs;

    /// <summary>Simulates sets and fills their trials in.</summary>
    /// <param name="trials">The sets; they are given back.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Trial[] Evaluate(Trial[] trials, int workers, CancellationToken cancellation)
    {
        var possible = new List<int>(trials.Length);
        for (var i = 0; i < trials.Length; i++)
        {
            if (_check.ProblemWith(trials[i].Parameters) is { } problem)
            {
                trials[i] = trials[i] with { Note = "refused: " + problem };
            }
            else
            {
                possible.Add(i);
            }
        }

        Parallel.ForEach(
            Groups(possible, trials, workers),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            group => Simulate(group, trials, cancellation));
        return trials;
    }

    /// <summary>
    /// Neighbours share most of their columns, so a group is a stretch of them, along the parameter of which there are the
    /// most values: cut there, the groups have the fewest columns in common. As few groups as there are threads.
    /// </summary>
    private static IEnumerable<int[]> Groups(List<int> sets, Trial[] trials, int workers)
    {
        var each = Math.Clamp((sets.Count + workers - 1) / workers, 1, MostSets);
        if (sets.Count > each)
        {
            var axes = trials[sets[0]].Point.Length;
            var longest = Enumerable.Range(0, axes).MaxBy(axis => sets.Select(i => trials[i].Point[axis]).Distinct().Count());
            sets = [.. sets.OrderBy(i => trials[i].Point[longest])];
        }

        return Partitioner.Create(sets.Chunk(each), EnumerablePartitionerOptions.NoBuffering).GetDynamicPartitions();
    }

    private void Simulate(int[] group, Trial[] trials, CancellationToken cancellation)
    {
        try
        {
            if (_strategy is DefinedStrategy defined)
            {
                SimulateTogether(defined.Definition, group, trials, cancellation);
            }
            else
            {
                Measure(group, trials, Group(group, trials).Walk((set, series) => _strategy.Decide(series, trials[group[set]].Parameters, _market.Others), cancellation));
            }
        }
        catch (FormulaException) when (group.Length > 1)
        {
            // One impossible length spoils the common program: each set then says for itself whether it is possible.
            Array.ForEach(group, set => Simulate([set], trials, cancellation));
        }
        catch (FormulaException error)
        {
            trials[group[0]] = trials[group[0]] with { Note = "refused: " + error.Problems[0].Message };
        }
    }

    private void SimulateTogether(StrategyDefinition definition, int[] group, Trial[] trials, CancellationToken cancellation)
    {
        var compiled = StrategyCompiler.CompileMany(definition, [.. group.Select(i => trials[i].Parameters)], new CompileOptions(_run.Spec.Timeframe));
        if (_score.WholeBecause is not null)
        {
            foreach (var i in group)
            {
                trials[i] = SimulateWhole(trials[i], cancellation);
            }
        }
        else if (group.Length > 1 && SweepGroup.IndicatorsOf(compiled) > MostIndicators)
        {
            SimulateHalves(definition, group, trials, cancellation);
        }
        else if (Group(group, trials).TryRunInTiles(compiled, cancellation) is { } outcomes)
        {
            Measure(group, trials, outcomes);
        }
        else if (group.Length > 1 && SweepGroup.BytesOf(_market, compiled) > GroupBytes)
        {
            SimulateHalves(definition, group, trials, cancellation);
        }
        else
        {
            Measure(group, trials, Group(group, trials).Run(compiled, cancellation));
        }
    }

    private void SimulateHalves(StrategyDefinition definition, int[] group, Trial[] trials, CancellationToken cancellation)
    {
        SimulateTogether(definition, group[..(group.Length / 2)], trials, cancellation);
        SimulateTogether(definition, group[(group.Length / 2)..], trials, cancellation);
    }

    private SweepGroup Group(int[] group, Trial[] trials) => new(_market, _grid, [.. group.Select(i => _plan.SpecOf(_run, trials[i].Parameters))]);

    private void Measure(int[] group, Trial[] trials, LeanOutcome[] outcomes)
    {
        var spec = _run.Spec;
        for (var i = 0; i < group.Length; i++)
        {
            var returns = new double[outcomes[i].DayEnds.Length];
            DailyEquity.FillReturns(outcomes[i].DayEnds, spec.InitialCapital, returns);
            var metrics = SweepMetrics.Measure(outcomes[i], returns, _grid, spec.InitialCapital, spec.Timeframe.Milliseconds);
            var walked = outcomes[i].SlowBecause is { } reason ? new WalkedBy(WalkedBy.EventLoop, reason) : new WalkedBy(WalkedBy.Masks);
            trials[group[i]] = _score.Fill(trials[group[i]], metrics, returns, walked);
        }
    }

    /// <summary>A run with everything that a run measures.</summary>
    private Trial SimulateWhole(Trial trial, CancellationToken cancellation)
    {
        var outcome = Backtest.Run(
            _market.Input(_plan.SpecOf(_run, trial.Parameters), (_, series) => _strategy.Decide(series, trial.Parameters, _market.Others)), cancellation: cancellation);
        var daily = DailyEquity.Sample(outcome.Curve);
        var metrics = RunMetrics.Measure(new RunMeasurement
        {
            Daily = daily,
            Curve = outcome.Curve,
            Trades = outcome.Trades,
            BarMs = _run.Spec.Timeframe.Milliseconds,
        });
        return _score.Fill(trial, metrics, daily.Returns, new WalkedBy(WalkedBy.Whole, _score.WholeBecause));
    }
}
