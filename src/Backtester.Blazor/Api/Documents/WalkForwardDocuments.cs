using Backtester.Blazor.Optimizations;
using Backtester.Persistence;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Api.Documents;

/// <summary>The answer to a submitted walk-forward: cached is true where a stored one with the same fingerprint answers. total_combinations counts the sets of all windows.</summary>
public sealed record WalkForwardAcceptedDocument(long WalkforwardId, int Windows, long TotalCombinations, string Status, double EstimatedTimeMinutes, string Message, bool Cached)
{
    /// <summary>From the service's answer, which has no problems.</summary>
    internal static WalkForwardAcceptedDocument From(WalkForwardOutcome outcome) => new(
        outcome.Id!.Value,
        outcome.Windows,
        outcome.Sets,
        outcome.Status,
        outcome.EstimatedMinutes,
        outcome.Cached ? "The same walk-forward is stored already; ?fresh=true makes it anew." : "The walk-forward waits for its turn.",
        outcome.Cached);
}

/// <summary>The latest walk-forwards.</summary>
public sealed record WalkForwardListDocument(IReadOnlyList<WalkForwardSummaryDocument> Results);

/// <summary>A row of the list of walk-forwards. Null is unknown; the annual return is percent.</summary>
public sealed record WalkForwardSummaryDocument(
    long Id,
    Guid Uuid,
    string Name,
    string Status,
    string Strategy,
    string Exchange,
    IReadOnlyList<string> Symbols,
    string Timeframe,
    string Method,
    string Objective,
    string Mode,
    int WindowsTotal,
    int WindowsDone,
    double? Efficiency,
    double? Degradation,
    double? OutOfSampleAnnualReturn,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    string? Error)
{
    /// <summary>From what is stored.</summary>
    public static WalkForwardSummaryDocument From(WalkForwardSummary row) => new(
        row.Id,
        row.Uuid,
        row.Name,
        row.Status.Word(),
        row.Strategy,
        row.Exchange,
        row.Symbols.Split(','),
        row.Timeframe,
        row.Method,
        row.Objective,
        row.Mode,
        row.Windows,
        row.WindowsDone,
        row.Efficiency,
        row.Degradation,
        row.OutOfSampleAnnualReturn,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs),
        ApiJson.Time(row.FinishedMs),
        row.ErrorMessage);
}
