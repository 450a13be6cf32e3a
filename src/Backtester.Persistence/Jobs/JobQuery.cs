using Backtester.Persistence.Paging;

namespace Backtester.Persistence.Jobs;

/// <summary>Which jobs, latest first.</summary>
public sealed record JobQuery
{
    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<WorkStatus> Statuses { get; init; } = [];

    /// <summary>Only this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>1 to <see cref="PageLimit.Most"/>.</summary>
    public int Limit { get; init; } = PageLimit.Default;

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null for the first.</summary>
    public string? Cursor { get; init; }
}
