using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>The plan of a stored search, which means the same only while the candles are the same.</summary>
internal static class SearchAgain
{
    /// <summary>Plans it again.</summary>
    /// <exception cref="CandlesChangedException">The candles are others than they were.</exception>
    public static SearchPlan Plan(StrategyOptimization row, ICandleCatalog candles, IStrategyLibrary strategies, CancellationToken cancellation)
    {
        var plan = SearchPlanner.Plan(BacktestJob.SpecOf(row.Manifest), SpecFormat.Json, candles, strategies, cancellation);
        return plan.Fingerprint == row.Fingerprint ? plan : throw new CandlesChangedException(row.Id);
    }
}
