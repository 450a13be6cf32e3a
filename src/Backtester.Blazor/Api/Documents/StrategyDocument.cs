using Backtester.Core.Strategies;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A strategy: one of the catalogue or one of the user's.</summary>
public sealed record StrategyDocument(
    string Id,
    string Version,
    string Title,
    string Description,
    string Category,
    IReadOnlyList<ParameterDocument> Parameters,
    string? Constraint,
    string Source,
    string Hash)
{
    /// <summary>From a strategy; its source is "catalogue" or "user", its hash that of its rules.</summary>
    public static StrategyDocument From(CatalogStrategy strategy) => From(strategy.Info, StrategyCatalog.Find(strategy.Info.Id) == strategy ? "catalogue" : "user", strategy.Hash);

    private static StrategyDocument From(StrategyInfo info, string source, string hash) => new(
        info.Id,
        info.Version,
        info.Title,
        info.Description,
        info.Category,
        [.. info.Parameters.Select(p => new ParameterDocument(
            p.Name,
            ApiJson.Options.PropertyNamingPolicy!.ConvertName(p.Kind.ToString()),
            p.Default,
            p.Min,
            p.Max,
            p.Step,
            p.Help))],
        info.Constraint,
        source,
        hash);
}

/// <summary>A parameter: its kind (integer, number, boolean; the latter as 1 and 0), default, hard bounds and the step of forms and searches.</summary>
public sealed record ParameterDocument(string Name, string Kind, double Default, double Min, double Max, double Step, string Help);

/// <summary>What came of storing a strategy.</summary>
public sealed record StoredStrategyDocument(string Id, string Version, string Hash);

/// <summary>A strategy file that cannot be used, and why.</summary>
public sealed record BrokenStrategyDocument(string File, IReadOnlyList<ApiProblemItem> Problems);

/// <summary>The definition of a strategy, for the API's description; Backtester.Core reads it (docs/strategy-language.md).</summary>
public sealed record StrategyDefinitionShape(string Id, string? LongEntry, string? LongExit, string? ShortEntry, string? ShortExit);
