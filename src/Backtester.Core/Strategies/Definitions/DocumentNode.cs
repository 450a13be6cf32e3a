using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>A part of a YAML or JSON document with its place, 1-based.</summary>
internal abstract record DocumentNode(int Line, int Column);

/// <summary>A single value. All are texts here; what they mean is decided by the field.</summary>
/// <param name="Text">Its text; null for null.</param>
/// <param name="TextLine">Line on which the text begins; the line after the mark for block scalars.</param>
/// <param name="TextColumn">Column of its first character, behind a quote; for block scalars that of each of its lines.</param>
internal sealed record DocumentScalar(string? Text, int Line, int Column, int TextLine, int TextColumn) : DocumentNode(Line, Column);

/// <summary>A list.</summary>
internal sealed record DocumentList(IReadOnlyList<DocumentNode> Items, int Line, int Column) : DocumentNode(Line, Column);

/// <summary>Keys with values, in the order of the document.</summary>
internal sealed record DocumentMap(IReadOnlyList<DocumentEntry> Entries, int Line, int Column) : DocumentNode(Line, Column);

/// <summary>A key with its value.</summary>
internal sealed record DocumentEntry(string Key, int Line, int Column, DocumentNode Value);

/// <summary>A document cannot be read at all.</summary>
internal sealed class DocumentException(int line, int column, string message, string? got = null, string? allowed = null) : Exception(message)
{
    public Diagnostic Problem { get; } = new("", line, column, message, got, allowed) { DocumentLine = line, DocumentColumn = column };
}

/// <summary>Counts the parts of a document, so that a small text cannot become a large tree.</summary>
internal sealed class DocumentBudget
{
    private int _nodes;
    private int _depth;

    public void Enter(int line, int column)
    {
        Count(line, column);
        if (++_depth > FormulaLimits.DocumentDepth)
        {
            throw new DocumentException(line, column, "the document is nested too deeply", null, $"at most {FormulaLimits.DocumentDepth} levels");
        }
    }

    public void Leave() => _depth--;

    public void Count(int line, int column)
    {
        if (++_nodes > FormulaLimits.DocumentNodes)
        {
            throw new DocumentException(line, column, "the document is too large", null, $"at most {FormulaLimits.DocumentNodes} keys, items and values");
        }
    }

    public static void Length(string text)
    {
        if (text.Length > FormulaLimits.DocumentLength)
        {
            throw new DocumentException(1, 1, "the document is too long", $"{text.Length} characters", $"at most {FormulaLimits.DocumentLength}");
        }
    }
}
