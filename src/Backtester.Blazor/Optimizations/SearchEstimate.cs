namespace Backtester.Blazor.Optimizations;

/// <summary>How long a search will take on this machine.</summary>
/// <param name="Minutes">The search alone.</param>
/// <param name="Basis">Where the number comes from, for people.</param>
public sealed record SearchEstimate(double Minutes, string Basis);
