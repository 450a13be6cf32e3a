namespace Backtester.Core.Optimization.WalkForward;

/// <summary>The stitched account at the last bar of a UTC day, or of an out-of-sample stretch.</summary>
/// <param name="TimeMs">Open time of the bar, Unix ms.</param>
/// <param name="Equity">Equity at its close.</param>
/// <param name="Benchmark">What the initial capital would be worth in the benchmark since the first out-of-sample bar; NaN where unknown.</param>
public readonly record struct WalkForwardDay(long TimeMs, double Equity, double Benchmark);
