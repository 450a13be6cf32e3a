using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;
using Xunit;

namespace Backtester.Core.Tests.Formulas.Syntax;

public class FormulaParserTests
{
    [Theory]
    [InlineData("a+b*c", "a + b * c")]
    [InlineData("(a+b)*c", "(a + b) * c")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("(a-b)-c", "a - b - c")]
    [InlineData("a/(b*c)", "a / (b * c)")]
    [InlineData("-a[1]", "-a[1]")]
    [InlineData("(-a)[1]", "(-a)[1]")]
    [InlineData("not a>b and c>d", "not a > b and c > d")]
    [InlineData("not(a>b and c>d)", "not (a > b and c > d)")]
    [InlineData("(a or b)and c", "(a or b) and c")]
    [InlineData("a or(b and c)", "a or b and c")]
    [InlineData("c?a:b", "if c then a else b")]
    [InlineData("c?a:d?b:e", "if c then a else if d then b else e")]
    [InlineData("(c?a:b)+1", "(if c then a else b) + 1")]
    [InlineData("1+(if c then a else b)", "1 + (if c then a else b)")]
    [InlineData("hour%4==0", "hour % 4 == 0")]
    [InlineData("10 %3", "10 % 3")]
    [InlineData("2%", "2%")]
    [InlineData("x*2.50%", "x * 2.5%")]
    [InlineData("1e-3+.5", "0.001 + 0.5")]
    [InlineData("(a > b)[2]", "(a > b)[2]")]
    [InlineData("tf(\"4h\",ema(close,50))", "tf(\"4h\", ema(close, 50))")]
    [InlineData("a # the rest is a comment\n + b", "a + b")]
    public void Formula_is_printed_in_the_canonical_spelling(string text, string canonical)
    {
        var problems = new DiagnosticBag();
        var tree = FormulaParser.Parse(text, problems);
        Assert.Empty(problems.Problems);
        Assert.Equal(canonical, FormulaPrinter.Print(tree!));
        Assert.Equal(canonical, FormulaPrinter.Print(FormulaParser.Parse(canonical, problems)!));
    }

    [Theory]
    [InlineData("", 1, 1, "ends too early", null)]
    [InlineData("close >", 1, 8, "ends too early", null)]
    [InlineData("close\n  > )", 2, 5, "does not fit", null)]
    [InlineData("ema(close, 10", 1, 14, "ends too early", null)]
    [InlineData("close = 3", 1, 7, "single =", "==")]
    [InlineData("a && b", 1, 3, "not part of the language", "and")]
    [InlineData("a AND b", 1, 3, "does not fit", "and")]
    [InlineData("!a", 1, 1, "not part of the language", "not")]
    [InlineData("a < b < c", 1, 7, "chained", null)]
    [InlineData("10%3", 1, 1, "percentage", null)]
    [InlineData("4h", 1, 1, "letter", null)]
    [InlineData("1.2.3", 1, 1, "second point", null)]
    [InlineData("1e999", 1, 1, "too large", null)]
    [InlineData("tf(\"4h, close)", 1, 4, "does not end", null)]
    [InlineData("close[1", 1, 8, "ends too early", null)]
    [InlineData("if a then b", 1, 12, "ends too early", null)]
    [InlineData("a ? b", 1, 6, "ends too early", null)]
    [InlineData("a ~ b", 1, 3, "character", null)]
    [InlineData("a\u0001b", 1, 2, "character", null)]
    [InlineData("a b", 1, 3, "does not fit", null)]
    public void Syntax_error_names_line_column_and_cause(string text, int line, int column, string cause, string? suggestion)
    {
        var problems = new DiagnosticBag();
        Assert.Null(FormulaParser.Parse(text, problems));
        var problem = Assert.Single(problems.Problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(cause, problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("not ")]
    [InlineData("abs(")]
    [InlineData("if a then b else ")]
    [InlineData("a[")]
    public void Deep_nesting_is_refused_with_the_limit(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, FormulaLimits.TextLength / opening.Length));
        var problems = new DiagnosticBag();
        Assert.Null(FormulaParser.Parse(text, problems));
        Assert.Contains("200", Assert.Single(problems.Problems).Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_chain_is_refused_with_the_limit_of_nodes()
    {
        var problems = new DiagnosticBag();
        Assert.Null(FormulaParser.Parse("1" + string.Concat(Enumerable.Repeat("+1", 1_500)), problems));
        Assert.Contains("2000", Assert.Single(problems.Problems).Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_is_refused_with_the_limit()
    {
        var problems = new DiagnosticBag();
        Assert.Null(FormulaParser.Parse(new string(' ', FormulaLimits.TextLength + 1), problems));
        Assert.Contains("20000", Assert.Single(problems.Problems).Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_read_with_their_names()
    {
        var problems = new DiagnosticBag();
        var lines = FormulaParser.ParseLines("trend = ema(close, 200)\nup = close > trend\n  and close > open", problems);
        Assert.Empty(problems.Problems);
        Assert.Equal(["trend: ema(close, 200)", "up: close > trend and close > open"], lines!.Select(l => $"{l.Name}: {FormulaPrinter.Print(l.Value)}"));
    }

    [Theory]
    [InlineData("emaa", "ema")]
    [InlineData("Close", "close")]
    [InlineData("crosover", "crossover")]
    [InlineData("qqqqqq", null)]
    public void Nearest_name_is_found_by_the_fewest_changes(string wrong, string? right) =>
        Assert.Equal(right, NearestName.Of(wrong, LanguageNames.All.Select(n => n.Name)));
}
