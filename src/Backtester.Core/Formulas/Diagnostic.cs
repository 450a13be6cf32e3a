namespace Backtester.Core.Formulas;

/// <summary>One thing that is wrong with a formula or a strategy definition. All problems are reported together.</summary>
/// <param name="Path">Path of the field that holds the formula, such as "long_entry" or "signals[1].rule"; empty for a lone formula.</param>
/// <param name="Line">Line inside the formula's text, 1-based; for a problem of the document itself, the line of the document.</param>
/// <param name="Column">Column of the first wrong character, 1-based, counted as <paramref name="Line"/> is.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Got">What came, as text; null where nothing came.</param>
/// <param name="Allowed">What was expected or is allowed, as text.</param>
/// <param name="Suggestion">The nearest right name, where there is one.</param>
public sealed record Diagnostic(
    string Path,
    int Line,
    int Column,
    string Message,
    string? Got = null,
    string? Allowed = null,
    string? Suggestion = null)
{
    /// <summary>Number of characters to underline, at least 1.</summary>
    public int Length { get; init; } = 1;

    /// <summary>Line of the YAML or JSON document, 1-based; null where the formula came without a document.</summary>
    public int? DocumentLine { get; init; }

    /// <summary>Column in that line, 1-based; beyond its end where a formula goes on in the next. Null where the formula came without a document.</summary>
    public int? DocumentColumn { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Path.Length == 0 ? "" : $"{Path}: ";
        text += DocumentLine is null ? "" : $"document line {DocumentLine}: ";
        text += $"line {Line}, column {Column}: {Message}";
        text += Got is null ? "" : $"; got {Got}";
        text += Allowed is null ? "" : $"; expected {Allowed}";
        return text + (Suggestion is null ? "" : $"; did you mean {Suggestion}?");
    }
}

/// <summary>A formula or a definition cannot be taken; holds every problem found.</summary>
public sealed class FormulaException : Exception
{
    /// <summary>Keeps the problems, of which there is at least one.</summary>
    public FormulaException(IReadOnlyList<Diagnostic> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All problems, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }
}
