using Backtester.Core.Optimization.Honesty;
using Backtester.Persistence.Optimizations;

namespace Backtester.Persistence.Batches;

/// <summary>A batch as it is stored.</summary>
/// <param name="Row">What was asked for and how far it is.</param>
/// <param name="Cells">Its searches, in the order of work.</param>
public sealed record StoredBatch(OptimizationBatch Row, IReadOnlyList<StoredCell> Cells);

/// <summary>A search of a batch.</summary>
/// <param name="Row">What is to be searched.</param>
/// <param name="Search">The stored search; null before its turn, and after it was deleted.</param>
/// <param name="Honesty">Its verdict; null before COMPLETED.</param>
/// <param name="BestParameters">The best set so far; null without one.</param>
/// <param name="BestMetrics">Its metrics.</param>
public sealed record StoredCell(
    OptimizationBatchCell Row,
    StrategyOptimization? Search,
    SearchHonesty? Honesty,
    IReadOnlyDictionary<string, double>? BestParameters,
    IReadOnlyDictionary<string, double>? BestMetrics);

/// <summary>The search of a cell whose turn it is.</summary>
/// <param name="OptimizationId">The stored search.</param>
/// <param name="IsOurs">True where it is to be made; false where it is complete, or another job makes it.</param>
public sealed record BegunCell(long OptimizationId, bool IsOurs);
