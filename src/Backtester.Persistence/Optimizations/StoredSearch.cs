using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Honesty;

namespace Backtester.Persistence.Optimizations;

/// <summary>A search as it is stored, in the engine's types: unknown numbers are NaN here.</summary>
/// <param name="Row">What was asked for and how far it is.</param>
/// <param name="Best">The best trial so far; null where none has a score.</param>
/// <param name="Honesty">The verdict; null before COMPLETED.</param>
public sealed record StoredSearch(StrategyOptimization Row, Trial? Best, SearchHonesty? Honesty)
{
    /// <summary>How it went; null before COMPLETED.</summary>
    public SearchOutcome? Outcome { get; init; }
}
