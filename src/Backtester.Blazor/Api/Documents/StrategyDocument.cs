using Backtester.Core.Strategies;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A strategy of the catalogue.</summary>
public sealed record StrategyDocument(
    string Id,
    string Version,
    string Title,
    string Description,
    string Category,
    IReadOnlyList<ParameterDocument> Parameters,
    string? Constraint)
{
    /// <summary>From what the catalogue says.</summary>
    public static StrategyDocument From(StrategyInfo info) => new(
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
        info.Constraint);
}

/// <summary>A parameter: its kind (integer, number, boolean; the latter as 1 and 0), default, hard bounds and the step of forms and searches.</summary>
public sealed record ParameterDocument(string Name, string Kind, double Default, double Min, double Max, double Step, string Help);
