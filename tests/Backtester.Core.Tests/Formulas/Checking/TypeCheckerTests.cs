using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;
using Xunit;

namespace Backtester.Core.Tests.Formulas.Checking;

public class TypeCheckerTests
{
    private static readonly FormulaParameter[] Parameters = [new("fast", 10), new("back", -2), new("half", 2.5), new("on", 1, IsBoolean: true)];

    [Theory]
    [InlineData("close", ValueKind.Number, Dependence.Series)]
    [InlineData("fast * 2", ValueKind.Number, Dependence.Constant)]
    [InlineData("2%", ValueKind.Percent, Dependence.Constant)]
    [InlineData("fast * 1%", ValueKind.Percent, Dependence.Constant)]
    [InlineData("close * 2%", ValueKind.Number, Dependence.Series)]
    [InlineData("2% + 1%", ValueKind.Percent, Dependence.Constant)]
    [InlineData("2% / 1%", ValueKind.Number, Dependence.Constant)]
    [InlineData("percent(natr(14))", ValueKind.Percent, Dependence.Series)]
    [InlineData("max(2%, percent(natr(14)))", ValueKind.Percent, Dependence.Series)]
    [InlineData("close > open and on", ValueKind.Boolean, Dependence.Series)]
    [InlineData("rising(close, 3)", ValueKind.Boolean, Dependence.Series)]
    [InlineData("unrealized > 5% or bars_held >= fast", ValueKind.Boolean, Dependence.Position)]
    [InlineData("tf(\"4h\", close > open)", ValueKind.Boolean, Dependence.Series)]
    [InlineData("obv", ValueKind.Number, Dependence.Series)]
    [InlineData("ema(close, fast * 2)[fast]", ValueKind.Number, Dependence.Series)]
    public void Formula_has_its_type(string text, ValueKind kind, Dependence dependence)
    {
        var (type, problems) = Check(text);
        Assert.Empty(problems);
        Assert.Equal((kind, dependence), (type!.Value.Kind, type.Value.Dependence));
    }

    [Theory]
    [InlineData("emaa(close, 10)", 1, 1, "not a known name", "ema")]
    [InlineData("close > clse", 1, 9, "not a known name", "close")]
    [InlineData("fst + 1", 1, 1, "not a known name", "fast")]
    [InlineData("close[-1]", 1, 7, "later bar is not known", null)]
    [InlineData("close[back]", 1, 7, "later bar is not known", null)]
    [InlineData("close[half]", 1, 7, "whole number", null)]
    [InlineData("close[close]", 1, 7, "known before the run", null)]
    [InlineData("close[10001]", 1, 7, "whole number within the limit", null)]
    [InlineData("ema(close, 100001)", 1, 12, "out of bounds", null)]
    [InlineData("ema(close, half)", 1, 12, "out of bounds", null)]
    [InlineData("ema(close, volume)", 1, 12, "known before the run", null)]
    [InlineData("rsi()", 1, 1, "wrong number of arguments", null)]
    [InlineData("rsi(14)", 1, 5, "is a constant", null)]
    [InlineData("ema(close > open, 3)", 1, 11, "not a series of numbers", null)]
    [InlineData("close and open", 1, 7, "does not take a number", null)]
    [InlineData("(close > open) + 1", 1, 16, "does not take true or false", null)]
    [InlineData("not close", 1, 1, "does not take a number", null)]
    [InlineData("close + 2%", 1, 7, "cannot join", null)]
    [InlineData("close > open ? 1 : 2%", 1, 14, "one kind", null)]
    [InlineData("if close then 1 else 2", 1, 1, "decides", null)]
    [InlineData("tf(\"5h\", close)", 1, 4, "not a timeframe", "1h")]
    [InlineData("tf(close, close)", 1, 4, "not a text", null)]
    [InlineData("tf(\"4h\", tf(\"1h\", close))", 1, 13, "cannot be made", null)]
    [InlineData("symbol(\"a b\", close)", 1, 8, "not the name of an instrument", null)]
    [InlineData("\"text\"", 1, 1, "text is allowed only", null)]
    [InlineData("close(1)", 1, 1, "not a function", null)]
    [InlineData("crossover > 1", 1, 1, "needs arguments", null)]
    [InlineData("highest(unrealized, 3)", 1, 9, "cannot read the open position", null)]
    [InlineData("unrealized[1]", 1, 11, "past of the open position", null)]
    [InlineData("tf(\"4h\", entry_price)", 1, 10, "inside tf or symbol", null)]
    [InlineData("crossover(close, entry_price)", 1, 1, "needs the past", null)]
    [InlineData("value_when(close > open, close, -1)", 1, 33, "later bar is not known", null)]
    public void Type_error_names_line_column_and_cause(string text, int line, int column, string cause, string? suggestion)
    {
        var (type, problems) = Check(text);
        Assert.Null(type);
        var problem = Assert.Single(problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(cause, problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
        Assert.NotNull(problem.Allowed ?? problem.Suggestion);
    }

    [Theory]
    [InlineData(PositionUse.None, "entry_price > 1")]
    [InlineData(PositionUse.None, "position > 0")]
    [InlineData(PositionUse.Side, "bars_held > 1")]
    [InlineData(PositionUse.ConstantsOnly, "close > 1")]
    [InlineData(PositionUse.ConstantsOnly, "atr(14) > 1")]
    [InlineData(PositionUse.ConstantsOnly, "tr > 1")]
    public void Name_that_is_not_known_in_its_field_is_refused(PositionUse use, string text)
    {
        var problems = new DiagnosticBag();
        var scope = new FormulaScope { Position = use };
        Assert.Null(TypeChecker.Check(FormulaParser.Parse(text, problems)!, scope, problems));
        Assert.Single(problems.Problems);
    }

    [Fact]
    public void All_errors_of_a_formula_are_reported_together()
    {
        var (_, problems) = Check("emaa(close, 10) > clse\n and close[-1] > 2");
        Assert.Equal([(1, 1), (1, 19), (2, 12)], problems.Select(p => (p.Line, p.Column)));
    }

    [Fact]
    public void Limits_of_memory_are_stated()
    {
        var many = string.Join(" + ", Enumerable.Range(0, 25).Select(i => $"sma(close, {100_000 - i})"));
        Assert.Contains("2000000", Assert.Single(FormulaCompiler.Check(many)).Allowed, StringComparison.Ordinal);
    }

    private static (FormulaType? Type, IReadOnlyList<Diagnostic> Problems) Check(string text)
    {
        var problems = new DiagnosticBag();
        var scope = new FormulaScope(Parameters) { Position = PositionUse.All };
        return (TypeChecker.Check(FormulaParser.Parse(text, problems)!, scope, problems), problems.Problems);
    }
}
