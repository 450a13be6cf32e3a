using Backtester.Core.Analysis.Paths;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>Answers a request.</summary>
/// <param name="request">What is asked.</param>
/// <param name="run">The finished run with the curve of every bar and a plan that can be run; null where only a search is asked about.</param>
/// <param name="search">The search of the question of luck; null for the run.</param>
/// <param name="catalog">Where the candles are.</param>
public sealed class MonteCarloRun(MonteCarloRequest request, RunResult? run, SearchPlan? search, ICandleCatalog catalog)
{
    /// <summary>
    /// How much there is to do, in bars on which a strategy's rules are worked out. A bar that another set of a search or a
    /// disturbed run walks over the same rules is a tenth of one, a step of an account's path a fiftieth.
    /// </summary>
    public double Work
    {
        get
        {
            var bars = (run?.Curve.Count ?? 0) * (double)(run?.Plan.Series.Count ?? 0);
            return (request.Asks("path") ? request.Path.Paths * StepsOfPath / 50 : 0)
                + (request.Asks("luck") ? (request.Luck.Paths + 2) * (search is null ? bars : WorkOf(search)) : 0)
                + (request.Asks("execution") ? request.Execution.Runs * bars / 10 : 0);
        }
    }

    /// <summary>Runs of the engine, and searches, that will be made.</summary>
    public long Simulations => (request.Asks("luck") ? request.Luck.Paths : 0) + (request.Asks("execution") ? request.Execution.Runs : 0);

    private double StepsOfPath => run is null ? 0 : PathSteps.Of(run, request.Path.Scheme).Count;

    /// <summary>Answers. Pure: the same request and candles give the same bytes for any number of workers.</summary>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onSimulation">Hears how many of <see cref="Simulations"/> are done.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">A question cannot be asked of this run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public MonteCarloResult Execute(int workers, Action<long>? onSimulation = null, CancellationToken cancellation = default)
    {
        var done = 0L;
        void Done(int number) => onSimulation?.Invoke(Interlocked.Increment(ref done));
        var path = request.Asks("path") ? PathRisk.Measure(PathSteps.Of(run!, request.Path.Scheme), request.Path, workers) : null;
        var test = new LuckTest(catalog, request.Luck);
        var luck = !request.Asks("luck") ? null
            : search is not null ? test.OfSearch(search, workers, Done, cancellation)
            : test.OfRun(run!.Plan, workers, Done, cancellation);
        var execution = request.Asks("execution") ? new ExecutionTest(catalog, request.Execution).OfRun(run!.Plan, workers, Done, cancellation) : null;
        return new MonteCarloResult(request, path, luck, execution);
    }

    private double WorkOf(SearchPlan plan) =>
        plan.Base.Series.Sum(key => (double)catalog.Load(key, plan.Base.Range).Count) * (1 + (plan.Settings.Budget(plan.Space.Total) / 10.0));
}
