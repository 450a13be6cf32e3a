namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>How the question of luck is asked.</summary>
public sealed record LuckSettings
{
    /// <summary>Histories without pattern.</summary>
    public int Paths { get; init; } = 200;

    /// <summary>Seed; history k is made of the stream (seed, k).</summary>
    public long Seed { get; init; } = 42;

    /// <summary>The metric that is compared, where a run is asked about; a search has its own.</summary>
    public string Objective { get; init; } = "sharpe_ratio";
}
