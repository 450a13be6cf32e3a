using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>From a request to what can answer it: the stored run with its curve, the stored search, the candles of now.</summary>
internal sealed class MonteCarloOpening(RunStore runs, EquityCurveStore curves, OptimizationStore searches, ICandleCatalog candles)
{
    /// <summary>Reads what the request names; the second is what is not there, in which case the first is null.</summary>
    /// <exception cref="SpecException">The run or the search cannot be asked.</exception>
    public async Task<(MonteCarloRun? Run, string? Missing)> OpenAsync(MonteCarloRequest request, CancellationToken cancellation)
    {
        RunResult? run = null;
        if (request.BacktestId is { } id)
        {
            if (await runs.GetAsync(id, withTrades: true, cancellation) is not { } stored)
            {
                return (null, $"run {id}");
            }

            run = await Task.Run(() => Read(stored, simulates: request.Asks("execution") || (request.Asks("luck") && request.OptimizationId is null), cancellation), cancellation);
        }

        SearchPlan? search = null;
        if (request.OptimizationId is { } number)
        {
            if (await searches.GetAsync(number, cancellation) is not { } stored)
            {
                return (null, $"search {number}");
            }

            search = await Task.Run(() => SearchPlanner.Plan(BacktestJob.SpecOf(stored.Row.Manifest), SpecFormat.Json, candles, cancellation: cancellation), cancellation);
        }

        return (new MonteCarloRun(request, run, search, candles), null);
    }

    private RunResult Read(StoredRun stored, bool simulates, CancellationToken cancellation)
    {
        if (stored.Summary is not { Status: WorkStatus.Completed, ResultHash: { } hash })
        {
            throw new SpecException([new("backtest_id", $"run {stored.Summary.Id} has no result", stored.Summary.Status.Word(), WorkStatus.Completed.Word())]);
        }

        if (curves.Read(hash) is not { Count: > 0 } curve)
        {
            throw new SpecException([new("backtest_id", $"the curve of run {stored.Summary.Id} is no longer stored", Allowed: "a run that is made anew")]);
        }

        var result = stored.ToResult(curve);
        return simulates ? result with { Plan = PlanOf(stored, cancellation) } : result;
    }

    /// <summary>What is simulated must be the run that is stored, so its candles must be those of then.</summary>
    private RunPlan PlanOf(StoredRun stored, CancellationToken cancellation)
    {
        var plan = RunPlanner.Plan(BacktestJob.SpecOf(stored.Plan.Manifest), SpecFormat.Json, candles, cancellation);
        return plan.Fingerprint == stored.Plan.Fingerprint
            ? plan
            : throw new SpecException([new("backtest_id", $"the candles, the strategy or the engine of run {stored.Summary.Id} changed since", Allowed: "a run that is made anew, or the question path, which needs no candles")]);
    }
}
