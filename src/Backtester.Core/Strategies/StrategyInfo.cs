namespace Backtester.Core.Strategies;

/// <summary>What the catalogue says of a strategy.</summary>
/// <param name="Id">Name in specs.</param>
/// <param name="Version">Version of its rules.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">What it does, in a sentence or two.</param>
/// <param name="Category">classic, modern or experimental.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Constraint">A condition between parameters, such as "fast &lt; slow"; null for none.</param>
public sealed record StrategyInfo(
    string Id,
    string Version,
    string Title,
    string Description,
    string Category,
    IReadOnlyList<ParameterSchema> Parameters,
    string? Constraint)
{
    /// <summary>What a C# strategy says of itself.</summary>
    /// <param name="id">Name in specs.</param>
    /// <param name="description">What it does, in a sentence or two.</param>
    /// <param name="parameters">Its parameters in order.</param>
    public static StrategyInfo Of(string id, string description, params IReadOnlyList<ParameterSchema> parameters) =>
        new(id, "1.0.0", id, description, "experimental", parameters, null);
}
