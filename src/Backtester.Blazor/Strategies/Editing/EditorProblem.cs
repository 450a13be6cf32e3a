using Backtester.Core.Formulas;

namespace Backtester.Blazor.Strategies.Editing;

/// <summary>A problem of a strategy document at its place in the text, as the editor marks it.</summary>
/// <param name="Line">Line, 1-based.</param>
/// <param name="Column">Column of the first wrong character, 1-based.</param>
/// <param name="From">Offset of that character, 0-based, in UTF-16 units.</param>
/// <param name="To">Offset behind the last one; at least one beyond <paramref name="From"/> unless the text ends there.</param>
/// <param name="Field">The field of the definition; empty for the document as a whole.</param>
/// <param name="Message">What is wrong, what came and what is allowed.</param>
/// <param name="Suggestion">The nearest right name, which may take the place of what is marked; null where there is none.</param>
public sealed record EditorProblem(int Line, int Column, int From, int To, string Field, string Message, string? Suggestion)
{
    /// <summary>Finds the places of problems in the document that they were found in.</summary>
    public static IReadOnlyList<EditorProblem> Of(string text, IReadOnlyList<Diagnostic> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(problems);
        var lines = new TextLines(text);
        return [.. problems.Select(p => At(lines, p))];
    }

    private static EditorProblem At(TextLines lines, Diagnostic problem)
    {
        if (problem.DocumentLine is null && lines.OffsetOfField(problem.Path) is null)
        {
            // The field is not written: the suggestion writes it.
            return new EditorProblem(1, 1, 0, 0, problem.Path, Sentence(problem), problem.Suggestion is { } missing ? $"{problem.Path}: {missing}\n" : null);
        }

        var from = problem.DocumentLine is { } line ? lines.Offset(line, problem.DocumentColumn ?? 1) : lines.OffsetOfField(problem.Path)!.Value;

        // The problem of a document's own field is marked whole, that of a formula as far as the parser says.
        var length = problem is { Length: 1, Got: { Length: > 1 } got } && lines.StartsWith(from, got) ? got.Length : problem.Length;
        var (foundLine, foundColumn) = lines.Place(from);
        return new EditorProblem(foundLine, foundColumn, from, lines.End(from, length), problem.Path, Sentence(problem), problem.Suggestion);
    }

    private static string Sentence(Diagnostic problem)
    {
        // A name that came is not spelled anew.
        var first = problem.Message.Split(' ')[0].Trim('\'');
        var text = problem.Got?.Contains(first, StringComparison.Ordinal) == true ? problem.Message : char.ToUpperInvariant(problem.Message[0]) + problem.Message[1..];
        text = text.TrimEnd('.') + ".";
        text += problem.Got is null ? "" : $" Got {problem.Got}.";
        return text + (problem.Allowed is null ? "" : $" Allowed: {problem.Allowed}.");
    }
}
