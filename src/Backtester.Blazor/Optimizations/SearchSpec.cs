using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Core.Optimization.Objectives;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>What a page reads from the spec of a stored search.</summary>
internal static class SearchSpec
{
    /// <summary>Its several objectives; empty where it has one.</summary>
    public static IReadOnlyList<ObjectiveTerm> ObjectivesOf(StrategyOptimization search) =>
        Section(search)?["objectives"] is JsonArray objectives
            ? [.. objectives.Select(o => ObjectiveTerm.TryParse((string)o!, out _, countsWithoutDirection: true)).OfType<ObjectiveTerm>()]
            : [];

    /// <summary>How the scores of several markets become one: mean, median or worst; null where it has one account.</summary>
    public static string? AggregateOf(StrategyOptimization search) => (string?)(Section(search)?["across"] as JsonObject)?["aggregate"];

    private static JsonObject? Section(StrategyOptimization search) => JsonNode.Parse(BacktestJob.SpecOf(search.Manifest))!["search"] as JsonObject;
}
