namespace Backtester.Blazor.Api.Documents;

/// <summary>A run spec whose parameters are searched, for the API's description.</summary>
public record SearchSpecShape : RunSpecShape
{
    /// <summary>For each parameter a list of values, or an object with min, max and step.</summary>
    public required IReadOnlyDictionary<string, object> ParameterRanges { get; init; }

    /// <summary>How they are searched.</summary>
    public SearchShape? Search { get; init; }
}

/// <summary>A search whose best sets trade on after it, for the API's description.</summary>
public sealed record WalkForwardSpecShape : SearchSpecShape
{
    /// <summary>How the range is cut.</summary>
    public required WalkForwardLengthsShape WalkForward { get; init; }
}

/// <summary>
/// Method grid, random, lhs, tpe, gp or genetic; objective a metric or an expression over metrics, objectives those of
/// genetic; patience in batches without a better best.
/// </summary>
public sealed record SearchShape(
    string? Method,
    int? Trials,
    string? Objective,
    IReadOnlyList<string>? Objectives,
    int? MinTrades,
    int? Batch,
    int? Patience,
    AcrossShape? Across,
    int? Workers);

/// <summary>An account for each symbol (true unless written) and each timeframe; aggregate is mean, median or worst.</summary>
public sealed record AcrossShape(bool? Symbols, IReadOnlyList<string>? Timeframes, string? Aggregate);

/// <summary>Mode rolling or anchored; lengths are bars or times with m, h, d or w.</summary>
public sealed record WalkForwardLengthsShape(string? Mode, object InSample, object OutOfSample, object? Purge, object? Embargo);
