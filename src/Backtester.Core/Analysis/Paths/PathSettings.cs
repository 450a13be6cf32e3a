namespace Backtester.Core.Analysis.Paths;

/// <summary>How paths are drawn.</summary>
public sealed record PathSettings
{
    /// <summary>What is drawn, and how.</summary>
    public PathScheme Scheme { get; init; } = PathScheme.Days;

    /// <summary>Number of paths.</summary>
    public int Paths { get; init; } = 10_000;

    /// <summary>Seed; path p draws from the stream (seed, p).</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Mean length of a block; null for the one that suits the steps (<see cref="BlockLength"/>). Not for <see cref="PathScheme.Shuffle"/>.</summary>
    public double? MeanBlock { get; init; }

    /// <summary>Share of the capital below which an account counts as ruined.</summary>
    public double RuinAt { get; init; } = 0.5;
}
