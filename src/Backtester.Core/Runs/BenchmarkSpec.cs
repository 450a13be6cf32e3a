namespace Backtester.Core.Runs;

/// <summary>What a run is compared with: at most one of symbol and strategy; neither for buying and holding the run's symbols.</summary>
public sealed record BenchmarkSpec
{
    /// <summary>A symbol that is bought at its first open in the range and held; null for none.</summary>
    public string? Symbol { get; init; }

    /// <summary>The exchange of <see cref="Symbol"/>; null for the run's.</summary>
    public string? Exchange { get; init; }

    /// <summary>A strategy that runs over the same symbols with the run's capital, size, costs and limits; null for none.</summary>
    public StrategySpec? Strategy { get; init; }

    /// <summary>True for buying and holding the run's symbols.</summary>
    public bool IsBuyAndHold => Symbol is null && Strategy is null;
}
