namespace Backtester.Core.Formulas.Syntax;

/// <summary>The first syntax error of a formula; turned into a <see cref="Diagnostic"/> before it leaves the parser's door.</summary>
internal sealed class SyntaxException(TextSpan at, string message, string? got = null, string? allowed = null, string? suggestion = null)
    : Exception(message)
{
    public TextSpan At { get; } = at;

    public string? Got { get; } = got;

    public string? Allowed { get; } = allowed;

    public string? Suggestion { get; } = suggestion;
}
