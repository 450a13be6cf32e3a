using Backtester.Core.Optimization;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.Optimizations;

/// <summary>The row of a search that has not begun.</summary>
internal static class OptimizationRows
{
    /// <summary>PENDING.</summary>
    public static StrategyOptimization New(SearchPlan plan, long nowMs)
    {
        var spec = plan.Base.Spec;
        return new StrategyOptimization
        {
            Uuid = Guid.NewGuid(),
            Name = StoredText.Readable(spec.Name),
            Status = WorkStatus.Pending,
            Strategy = spec.Strategy,
            Symbols = string.Join(',', plan.Symbols),
            Timeframe = string.Join(',', plan.Timeframes),
            Exchange = spec.Exchange,
            Method = plan.Settings.Method,
            Objective = plan.Settings.Objective,
            SpecText = StoredText.Exact("spec", plan.SpecText),
            Manifest = StoredText.Exact("manifest", plan.Manifest),
            Fingerprint = plan.Fingerprint,
            TotalCombinations = plan.Space.Total,
            CreatedMs = nowMs,
        };
    }
}
