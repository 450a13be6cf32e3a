namespace Backtester.Core.Optimization.WalkForward;

/// <summary>What the search of a window found: all that a walk which was stopped needs to go on behind the window.</summary>
/// <param name="Trials">Sets tried.</param>
/// <param name="Measured">Those that were simulated; the strategy refused the others.</param>
/// <param name="Best">The best trial, with its in-sample metrics and without its days; null where none had a score.</param>
public sealed record WindowChoice(int Trials, int Measured, Trial? Best);
