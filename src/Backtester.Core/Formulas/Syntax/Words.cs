namespace Backtester.Core.Formulas.Syntax;

/// <summary>The words of the language that cannot be names.</summary>
internal static class Words
{
    private static readonly string[] Reserved = ["and", "or", "not", "if", "then", "else", "true", "false"];

    public static bool IsReserved(string text) => Array.IndexOf(Reserved, text) >= 0;

    /// <summary>The reserved word that a name in the place of an operator was meant to be, e.g. "AND".</summary>
    public static string? Nearest(Token token) =>
        token.Kind == TokenKind.Name && !IsReserved(token.Text) ? NearestName.Of(token.Text, ["and", "or", "then", "else"]) : null;
}
