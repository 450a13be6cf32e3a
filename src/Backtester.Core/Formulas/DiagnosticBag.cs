using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Formulas;

/// <summary>Collects the problems of a document, each under the path of the field being read.</summary>
public sealed class DiagnosticBag
{
    /// <summary>A flood of errors helps nobody and costs memory: what comes after so many is dropped.</summary>
    private const int Most = 100;

    private readonly List<Diagnostic> _problems = [];

    /// <summary>Path given to problems that come from formulas.</summary>
    public string Path { get; set; } = "";

    /// <summary>Line of the document at which the formula's text begins; null without a document.</summary>
    public int? DocumentLine { get; set; }

    /// <summary>Column of the document at which the formula's text begins, for each of its lines; null without a document.</summary>
    public int? DocumentColumn { get; set; }

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>True where nothing is wrong so far.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>Adds a problem of a formula at a place of its text.</summary>
    public void Add(TextSpan at, string message, string? got = null, string? allowed = null, string? suggestion = null) =>
        Add(new Diagnostic(Path, at.Line, at.Column, message, got, allowed, suggestion)
        {
            Length = Math.Max(1, at.Length),
            DocumentLine = DocumentLine + at.Line - 1,
            DocumentColumn = DocumentColumn + at.Column - 1,
        });

    /// <summary>Adds a problem as it is; one that is there already is not added twice.</summary>
    public void Add(Diagnostic problem)
    {
        if (_problems.Count < Most && !_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Throws where a problem was found.</summary>
    /// <exception cref="FormulaException">Holds all problems.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new FormulaException(_problems);
        }
    }
}
