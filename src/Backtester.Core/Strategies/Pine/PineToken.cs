using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>What a token of a Pine script is.</summary>
internal enum PineTokenKind
{
    /// <summary>The end of the script.</summary>
    End,

    /// <summary>The beginning of a statement; its value is the indentation in columns.</summary>
    Line,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text, or a colour such as #ff0000.</summary>
    Text,

    /// <summary>A name with its points, such as ta.sma, or a word.</summary>
    Name,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}

/// <summary>A word of a Pine script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a text, what stands between the quotes.</param>
/// <param name="Value">The number, or the indentation of a line.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct PineToken(PineTokenKind Kind, string Text, double Value, TextSpan At)
{
    public string Shown => Kind switch
    {
        PineTokenKind.End => "the end of the script",
        PineTokenKind.Line => "the end of the line",
        _ => $"'{(Text.Length <= 40 ? Text : Text[..40] + "…")}'",
    };

    public bool Is(string symbol) => Kind == PineTokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == PineTokenKind.Name && Text == word;
}

/// <summary>A part of a script cannot be translated.</summary>
internal sealed class PineException(TextSpan at, string reason) : Exception(reason)
{
    public TextSpan At { get; } = at;

    /// <summary>What it could not be translated for, where that was reported already.</summary>
    public PineReport? Cause { get; init; }

    /// <summary>True for an order that is lost with it.</summary>
    public bool IsOrder { get; init; }
}
