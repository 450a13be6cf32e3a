namespace Backtester.Persistence.Recommendations;

/// <summary>The answer to a decision on a recommendation.</summary>
/// <param name="Row">The recommendation as it stands now; null where there is none of that number.</param>
/// <param name="Conflict">Why nothing was changed; null where it was.</param>
public sealed record Decision(StrategyRecommendation? Row, string? Conflict)
{
    /// <summary>True where the decision was taken.</summary>
    public bool IsDone => Row is not null && Conflict is null;
}
