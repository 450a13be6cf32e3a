namespace Backtester.Persistence.ActiveStrategies;

/// <summary>An active strategy with the version that is followed.</summary>
/// <param name="Row">Name and status.</param>
/// <param name="Version">The settings in force.</param>
public sealed record StoredActiveStrategy(ActiveStrategy Row, ActiveStrategyVersion Version)
{
    /// <summary>What the watch of this version says; null before its first look.</summary>
    public ActiveStrategyWatch? Watch { get; init; }
}

/// <summary>The answer to a request to follow settings.</summary>
/// <param name="Strategy">What is followed now; null where there is no such strategy.</param>
/// <param name="IsNew">True where a strategy was made, false where it is a version of one that was there.</param>
/// <param name="Conflict">Why nothing was written; null where it was.</param>
public sealed record FollowResult(StoredActiveStrategy? Strategy, bool IsNew, string? Conflict);
