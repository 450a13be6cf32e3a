namespace Backtester.Blazor.Options;

/// <summary>What is logged to stderr.</summary>
public sealed record LogOptions
{
    /// <summary>The names that <see cref="Format"/> may have.</summary>
    public static readonly IReadOnlyList<string> Formats = ["text", "json"];

    /// <summary>Least important level that is written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>"text": one line for people; "json": one JSON object a line for programs.</summary>
    public string Format { get; init; } = "text";
}
