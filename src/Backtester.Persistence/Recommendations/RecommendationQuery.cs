using Backtester.Persistence.Paging;

namespace Backtester.Persistence.Recommendations;

/// <summary>Which recommendations, in what order, and how many.</summary>
public sealed record RecommendationQuery
{
    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<RecommendationStatus> Statuses { get; init; } = [];

    /// <summary>Only those on this active strategy.</summary>
    public long? StrategyId { get; init; }

    /// <summary>True for replayed ones alone, false for none of them, null for all.</summary>
    public bool? Replayed { get; init; } = false;

    /// <summary>True for judged ones alone, false for those not judged yet, null for all.</summary>
    public bool? Judged { get; init; }

    /// <summary>Highest confidence first, unknown last; else the latest first.</summary>
    public bool ByConfidence { get; init; }

    /// <summary>1 to <see cref="PageLimit.Most"/>.</summary>
    public int Limit { get; init; } = PageLimit.Default;

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null for the first.</summary>
    public string? Cursor { get; init; }
}
