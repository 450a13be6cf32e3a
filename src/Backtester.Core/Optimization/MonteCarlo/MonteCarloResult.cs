using Backtester.Core.Analysis.Paths;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>The answers to a request; null for a question that was not asked.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Path">Path risk.</param>
/// <param name="Luck">Luck.</param>
/// <param name="Execution">Execution.</param>
public sealed record MonteCarloResult(MonteCarloRequest Request, PathRiskResult? Path, LuckResult? Luck, ExecutionResult? Execution);
