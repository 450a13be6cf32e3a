namespace Backtester.Core.Runs;

/// <summary>One thing that is wrong with a spec. All problems of a document are reported together.</summary>
/// <param name="Field">Path of the field, such as "strategy_params.fast" or "symbols[1]".</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Got">What came, as text; null where nothing came.</param>
/// <param name="Allowed">What is allowed, as text.</param>
/// <param name="Suggestion">The nearest right name, where there is one.</param>
public sealed record SpecProblem(string Field, string Message, string? Got = null, string? Allowed = null, string? Suggestion = null)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"{Field}: {Message}";
        text += Got is null ? "" : $"; got {Got}";
        text += Allowed is null ? "" : $"; allowed: {Allowed}";
        return text + (Suggestion is null ? "" : $"; did you mean {Suggestion}?");
    }
}

/// <summary>A document or a request cannot be taken; holds every problem found.</summary>
public sealed class SpecException : Exception
{
    /// <summary>Keeps the problems, of which there is at least one.</summary>
    public SpecException(IReadOnlyList<SpecProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All problems, in the order of the document.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; }
}
