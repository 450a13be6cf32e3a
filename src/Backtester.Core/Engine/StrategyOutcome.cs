using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>What one strategy of several gave.</summary>
/// <param name="Share">Which, and its part of the capital.</param>
/// <param name="Curve">Its own equity at each bar.</param>
/// <param name="Transfers">What rebalancing gave it (or took, negative) at the beginning of a bar, in order of bars.</param>
public sealed record StrategyOutcome(StrategyShare Share, EquityCurve Curve, IReadOnlyList<Transfer> Transfers);

/// <summary>Money moved between strategies.</summary>
/// <param name="Bar">Row of the curve before whose bar it was moved.</param>
/// <param name="Amount">Quote currency.</param>
public readonly record struct Transfer(int Bar, double Amount);
