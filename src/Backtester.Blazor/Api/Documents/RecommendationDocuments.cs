using System.Text.Json.Nodes;
using Backtester.Blazor.Recommendations;
using Backtester.Persistence.Paging;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A page of recommendations, without evidence and audit trails. total counts all that match.</summary>
public sealed record RecommendationListDocument(IReadOnlyList<RecommendationDocument> Results, string? NextCursor, long Total)
{
    /// <summary>From what is stored.</summary>
    public static RecommendationListDocument From(Page<StrategyRecommendation> page, IReadOnlyDictionary<long, string> names) =>
        new([.. page.Items.Select(r => RecommendationDocument.From(r, names.GetValueOrDefault(r.StrategyId, "")))], page.NextCursor, page.Total);
}

/// <summary>
/// A recommendation. current_params and recommended_params hold the fields that change, by path. Null is unknown, or what is
/// not there yet; in lists evidence is null and events are empty. Replayed ones were made afterwards from what was known at made_at.
/// </summary>
public sealed record RecommendationDocument(
    long Id,
    string Type,
    string Status,
    bool Replayed,
    string Strategy,
    long StrategyId,
    int StrategyVersion,
    JsonNode? CurrentParams,
    JsonNode? RecommendedParams,
    ExpectedImprovementDocument? ExpectedImprovement,
    double? ConfidenceScore,
    double? Probability,
    int HorizonDays,
    JsonNode? Evidence,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> DisprovedBy,
    DateTimeOffset MadeAt,
    DateTimeOffset JudgedFrom,
    DateTimeOffset JudgedUntil,
    string InputHash,
    RecommendationOutcomeDocument? Outcome,
    DateTimeOffset? DecidedAt,
    string? RejectReason,
    DateTimeOffset? SnoozedUntil,
    string? AppliedAs,
    JsonNode? CurrentSpec,
    JsonNode? RecommendedSpec,
    JsonNode? ComparedSpec,
    IReadOnlyList<RecommendationEventDocument> Events)
{
    /// <summary>With evidence and audit trail.</summary>
    internal static RecommendationDocument From(RecommendationDetail detail) => From(detail.Row, detail.Strategy.Row.Name) with
    {
        Evidence = JsonNode.Parse(detail.Row.EvidenceJson),
        Events = [.. detail.Events.Select(RecommendationEventDocument.From)],
    };

    /// <summary>From a row as a list has it.</summary>
    public static RecommendationDocument From(StrategyRecommendation row, string strategy) => new(
        row.Id,
        row.Type,
        row.Status.Word(),
        row.Replayed,
        strategy,
        row.StrategyId,
        row.StrategyVersion,
        JsonNode.Parse(row.CurrentParamsJson),
        JsonNode.Parse(row.RecommendedParamsJson),
        row.Metric.Length == 0 ? null : new ExpectedImprovementDocument(row.ExpectedWinRate, row.ExpectedRoi, row.Metric, row.Expected, row.ExpectedLow, row.ExpectedHigh),
        row.ConfidenceScore,
        row.Probability,
        row.HorizonDays,
        null,
        Sentences(row.ReasonsJson),
        Sentences(row.DisprovedByJson),
        DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAtMs),
        DateTimeOffset.FromUnixTimeMilliseconds(row.JudgedFromMs),
        DateTimeOffset.FromUnixTimeMilliseconds(row.JudgedUntilMs),
        row.InputHash,
        row.JudgedAtMs is null ? null : RecommendationOutcomeDocument.From(row),
        ApiJson.Time(row.DecidedAtMs),
        row.RejectReason,
        ApiJson.Time(row.SnoozedUntilMs),
        row.AppliedAs,
        JsonNode.Parse(row.CurrentSpec),
        Document(row.RecommendedSpec),
        Document(row.ComparedSpec),
        []);

    private static JsonNode? Document(string? text) => text is null ? null : JsonNode.Parse(text);

    private static string[] Sentences(string json) => [.. (JsonNode.Parse(json) as JsonArray ?? []).Select(s => (string?)s ?? "")];
}

/// <summary>What following a recommendation is expected to bring over its horizon: win_rate and roi in percentage points, expected, low and high in units of metric; low to high holds it in 90 of 100 cases.</summary>
public sealed record ExpectedImprovementDocument(double? WinRate, double? Roi, string Metric, double? Expected, double? Low, double? High);

/// <summary>What came of a recommendation on the candles after it, whether it was followed or not. details holds both settings side by side, and is null in lists.</summary>
public sealed record RecommendationOutcomeDocument(DateTimeOffset JudgedAt, double? Realised, bool? Improved, bool? InsideInterval, double? Brier, double? LogScore, JsonNode? Details)
{
    /// <summary>From a judged row.</summary>
    public static RecommendationOutcomeDocument From(StrategyRecommendation row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.JudgedAtMs!.Value), row.Realised, row.Improved, row.InsideInterval, row.Brier, row.LogScore, row.OutcomeJson is { } details ? JsonNode.Parse(details) : null);
}

/// <summary>A line of the audit trail.</summary>
public sealed record RecommendationEventDocument(DateTimeOffset At, string Action, string? FromStatus, string ToStatus, string? Note)
{
    /// <summary>From what is stored.</summary>
    public static RecommendationEventDocument From(RecommendationEvent row) => new(DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Action, row.FromStatus, row.ToStatus, row.Note);
}

/// <summary>Why a recommendation is rejected.</summary>
public sealed record RejectRequest(string? Reason);

/// <summary>Until when a recommendation is not to be shown, ISO 8601.</summary>
public sealed record SnoozeRequest(string? Until);

/// <summary>Work on recommendations in the queue.</summary>
public sealed record RecommendationJobDocument(long JobId, string Message);
