namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>How the question of execution is asked.</summary>
public sealed record ExecutionSettings
{
    /// <summary>Runs of each scenario in which something is drawn.</summary>
    public int Paths { get; init; } = 100;

    /// <summary>Seed; run k of every scenario draws from the stream (seed, k).</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Means of further slippage, basis points.</summary>
    public IReadOnlyList<double> Slippage { get; init; } = [2, 5, 10];

    /// <summary>Probabilities that an entry does not fill.</summary>
    public IReadOnlyList<double> Missed { get; init; } = [0.05, 0.1, 0.25];

    /// <summary>Most bars that a decision comes late.</summary>
    public IReadOnlyList<int> Delay { get; init; } = [1, 3];

    /// <summary>Multiples of the fees.</summary>
    public IReadOnlyList<double> Fees { get; init; } = [0.5, 2, 3];

    /// <summary>What is run.</summary>
    public IReadOnlyList<ExecutionScenario> Scenarios => ExecutionScenario.Of(Slippage, Missed, Delay, Fees);

    /// <summary>Runs in all.</summary>
    public long Runs => Scenarios.Sum(s => s.IsCertain ? 1L : Paths);
}
