namespace Backtester.Core.Formulas.Syntax;

/// <summary>A place in a text.</summary>
/// <param name="Line">Line, 1-based.</param>
/// <param name="Column">Column in UTF-16 characters, 1-based.</param>
/// <param name="Length">Number of characters.</param>
public readonly record struct TextSpan(int Line, int Column, int Length = 1);

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number with a percent sign right after it; the value is the number before the sign.</summary>
    Percent,

    /// <summary>A text between double quotes.</summary>
    Text,

    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}

/// <summary>One word of a formula.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a text, what stands between the quotes.</param>
/// <param name="Value">The number, where it is one.</param>
/// <param name="At">Where it stands.</param>
public readonly record struct Token(TokenKind Kind, string Text, double Value, TextSpan At)
{
    /// <summary>How the token is called in an error.</summary>
    public string Shown => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
