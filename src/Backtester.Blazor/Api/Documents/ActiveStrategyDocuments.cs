using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Persistence.ActiveStrategies;

namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// What to follow: one of run_id, optimization_id (with trial, the best set without it) and spec, a run's document whose
/// dates count for nothing. Without name it is called by strategy, symbols and timeframe; a name that is there gets a new version.
/// </summary>
public sealed record FollowRequest(string? Name = null, long? RunId = null, long? OptimizationId = null, int? Trial = null, JsonElement? Spec = null);

/// <summary>The active strategies.</summary>
public sealed record ActiveStrategyListDocument(IReadOnlyList<ActiveStrategyDocument> Results);

/// <summary>
/// An active strategy with the settings that are followed: a run's document without dates. origin is run:ID,
/// trial:SEARCH/NUMBER, recommendation:ID, revert:VERSION or spec. missing says what data recommendations still need.
/// </summary>
public sealed record ActiveStrategyDocument(
    long Id,
    string Name,
    string Status,
    int Version,
    string Origin,
    JsonNode Spec,
    DateTimeOffset CreatedAt,
    DateTimeOffset VersionAt,
    DateTimeOffset? RetiredAt,
    WatchDocument? Watch,
    DateTimeOffset? LookedAt,
    JsonNode? Look)
{
    /// <summary>From what is stored.</summary>
    public static ActiveStrategyDocument From(StoredActiveStrategy stored) => new(
        stored.Row.Id,
        stored.Row.Name,
        stored.Row.Status.Word(),
        stored.Version.Number,
        stored.Version.Origin,
        JsonNode.Parse(stored.Version.Spec)!,
        DateTimeOffset.FromUnixTimeMilliseconds(stored.Row.CreatedMs),
        DateTimeOffset.FromUnixTimeMilliseconds(stored.Version.CreatedMs),
        ApiJson.Time(stored.Row.RetiredMs),
        stored.Watch is { } watch ? WatchDocument.From(watch) : null,
        ApiJson.Time(stored.Row.LookedAtMs),
        stored.Row.LookJson is { } look ? JsonNode.Parse(look) : null);
}

/// <summary>An active strategy with all its versions, latest first.</summary>
public sealed record ActiveStrategyDetailDocument(ActiveStrategyDocument Strategy, IReadOnlyList<ActiveVersionDocument> Versions);

/// <summary>A version of an active strategy.</summary>
public sealed record ActiveVersionDocument(int Version, string Origin, long? RecommendationId, DateTimeOffset CreatedAt, JsonNode Spec)
{
    /// <summary>From what is stored.</summary>
    public static ActiveVersionDocument From(ActiveStrategyVersion row) => new(
        row.Number, row.Origin, row.RecommendationId, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs), JsonNode.Parse(row.Spec)!);
}

/// <summary>How far a version was watched. alarm_at and cause (settings, engine, data, market) are null while nothing is wrong.</summary>
public sealed record WatchDocument(DateTimeOffset WatchedFrom, DateTimeOffset SeenUntil, DateTimeOffset? AlarmAt, string? Cause, string? Sentence)
{
    /// <summary>From what is stored.</summary>
    public static WatchDocument From(ActiveStrategyWatch row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.WatchedFromMs), DateTimeOffset.FromUnixTimeMilliseconds(row.SeenUntilMs), ApiJson.Time(row.AlarmAtMs), row.Cause, row.Sentence);
}
