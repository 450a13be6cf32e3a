using System.Collections.Concurrent;
using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// How much of a run hangs on perfect execution: the same candles and decisions, run by the same engine, with random
/// slippage, entries that do not fill, decisions that come late, other fees. The strategy decides once; what is disturbed
/// are the engine's inputs, so a run without disturbance is the run. Pure: the same bytes for any number of workers.
/// </summary>
/// <param name="catalog">Where the candles are.</param>
/// <param name="settings">How it is asked.</param>
public sealed class ExecutionTest(ICandleCatalog catalog, ExecutionSettings settings)
{
    /// <summary>Asks about a run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onRun">Hears how many runs are done.</param>
    /// <param name="cancellation">Ends the work within a run.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ExecutionResult OfRun(RunPlan plan, int workers, Action<int>? onRun = null, CancellationToken cancellation = default)
    {
        var market = RunMarket.Load(plan, catalog, cancellation);
        var input = market.Input(plan.Spec);
        var quick = new QuickRun(plan.Spec, new RunGrid(market.Candles), ExecutionResult.Metrics);
        var scenarios = settings.Scenarios;
        var jobs = scenarios.SelectMany((s, i) => Enumerable.Range(0, s.IsCertain ? 1 : settings.Paths).Select(path => (Scenario: i, Path: path))).ToList();
        var measured = scenarios.Select(s => new MetricSet[s.IsCertain ? 1 : settings.Paths]).ToArray();
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            job =>
            {
                measured[job.Scenario][job.Path] = quick.Measure(Disturbed(input, plan.Spec, scenarios[job.Scenario], job.Path), cancellation);
                onRun?.Invoke(Interlocked.Increment(ref done));
            });
        return new ExecutionResult
        {
            Settings = settings,
            Rows = [.. scenarios.Select((s, i) => RowOf(s, measured[i], measured[0][0]))],
        };
    }

    private BacktestInput Disturbed(BacktestInput input, RunSpec spec, ExecutionScenario scenario, int path) => input with
    {
        Fees = scenario.Fees == 1 ? input.Fees : EngineModels.Fees(Scaled(spec.Execution.Fees, scenario.Fees)),
        Slippage = scenario.Slippage == 0 ? input.Slippage : new RandomSlippage(input.Slippage, scenario.Slippage, settings.Seed, path),
        Symbols = scenario is { Missed: 0, Delay: 0 }
            ? input.Symbols
            : [.. input.Symbols.Select(s => s with { Decisions = DisturbedDecisions.Of(s.Decisions, scenario, settings.Seed, path, s.Candles.Key.Symbol) })],
    };

    private static FeesSpec Scaled(FeesSpec fees, double by) => fees with
    {
        Maker = fees.Maker * by,
        Taker = fees.Taker * by,
        Amount = fees.Amount * by,
        PerShare = fees.PerShare * by,
        Minimum = fees.Minimum * by,
        SecFee = fees.SecFee.ToDictionary(f => f.Key, f => f.Value * by),
    };

    private static ExecutionRow RowOf(ExecutionScenario scenario, MetricSet[] runs, MetricSet own) => new(
        scenario,
        runs.Length,
        [.. ExecutionResult.Metrics.Select(name => PathDistribution.Of(name, own[name], Array.ConvertAll(runs, r => r[name])))],
        runs.Count(r => r["roi"] < 0) / (double)runs.Length);
}
