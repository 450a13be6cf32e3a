using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>Reports of stored runs, made anew from curve, trades and candles whenever one is asked for.</summary>
public sealed class RunReports(RunStore runs, EquityCurveStore curves, ICandleCatalog catalog)
{
    /// <summary>Makes the report of a run.</summary>
    /// <returns>Null where there is no such run, or it has no result, or the curve of every bar is gone.</returns>
    public async Task<RunReport?> MakeAsync(long id, CancellationToken cancellation)
    {
        if (await runs.GetAsync(id, withTrades: true, cancellation) is not { Summary: { Status: WorkStatus.Completed, ResultHash: { } hash } } run)
        {
            return null;
        }

        return await Task.Run(() => Make(run, hash, cancellation), cancellation);
    }

    private RunReport? Make(StoredRun run, string hash, CancellationToken cancellation)
    {
        if (curves.Read(hash) is not { Count: > 0 } curve)
        {
            return null;
        }

        // Candles that were deleted since the run leave their symbol out of the comparisons.
        var series = run.Plan.Series.Where(key => catalog.Find(key) is not null).Select(key => catalog.Load(key, run.Plan.Range, cancellation)).ToList();
        return RunReport.Measure(run.ToResult(curve), series, Environment.ProcessorCount, Benchmark.Of(run.Plan, catalog, series, cancellation));
    }
}
