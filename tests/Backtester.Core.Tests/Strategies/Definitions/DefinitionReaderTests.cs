using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

public class DefinitionReaderTests
{
    [Fact]
    public void All_problems_of_a_document_are_reported_with_path_and_line()
    {
        var reading = DefinitionReader.Read(
            """
            id: Bad Id
            colour: red
            parameters:
              fast: {default: 60, min: 5, max: 50}
              close: {default: 1, min: 1, max: 2}
              slow: {default: 1}
            long_entry: emaa(close, 10) > 3
            long_exit: close >
            stop_loss: close > open
            trim: [{at: 2%}]
            signals:
              - {name: a, rule: close, weight: 0.5}
              - {name: b, rule: close > 1, weight: 0.5, requires: c}
            opposite_entry: revers
            """);
        Assert.False(reading.IsGood);
        Assert.Equal(
        [
            (1, "id"), (2, "colour"), (4, "parameters.fast.default"), (5, "parameters.close"), (6, "parameters.slow.min"), (6, "parameters.slow.max"),
            (7, "long_entry"), (8, "long_exit"), (9, "stop_loss"), (10, "trim[0].fraction"), (12, "signals[0].rule"), (13, "signals[1].rule"), (14, "opposite_entry"),
        ],
            reading.Problems.Select(p => (p.DocumentLine!.Value, p.Path)).Distinct().OrderBy(p => p.Value));
        Assert.Equal("ema", reading.Problems.Single(p => p.Path == "long_entry").Suggestion);
        Assert.Equal("reverse", reading.Problems.Single(p => p.Path == "opposite_entry").Suggestion);
    }

    [Fact]
    public void Definition_with_every_kind_of_comment_and_bare_formula_is_read()
    {
        var definition = DefinitionReader.Parse(
            """
            id: ema_cross
            version: 1.0.0
            description: Fast EMA over slow EMA, in the direction of the trend, stop by ATR.
            parameters:
              fast: {default: 10, min: 5, max: 50, step: 5}
              slow: {default: 50, min: 20, max: 200, step: 10}
              atr_multiplier: {default: 1.5, min: 0.5, max: 4, step: 0.5}
            constraint: fast < slow
            long_entry:  crossover(ema(close, fast), ema(close, slow)) and close > tf("4h", ema(close, 50))
            long_exit:   crossunder(ema(close, fast), ema(close, slow))
            short_entry: crossunder(ema(close, fast), ema(close, slow))
            short_exit:  crossover(ema(close, fast), ema(close, slow))
            stop_loss:   atr_multiplier * atr(14)          # a price distance; or: 2%
            take_profit: 2 * atr_multiplier * atr(14)
            trailing_stop: 3%
            trim: [{at: 1 * atr(14), fraction: 0.5}]       # partial exits
            signals:                                       # the hierarchy
              - {name: regime,   rule: close > ema(close, 200), weight: 0.4}
              - {name: momentum, rule: rsi(close, 14) < 40,     weight: 0.3, requires: regime}
              - {name: flow,     rule: zscore(cvd(20), 100) > 1, weight: 0.3, requires: regime}
            min_confidence: 0.7
            """);
        Assert.Equal(["close > ema(close, 200)", "rsi(close, 14) < 40", "zscore(cvd(20), 100) > 1"], definition.Signals.Select(s => s.Rule.Text));
        Assert.Equal(("1 * atr(14)", "0.5", "3%"), (definition.Trim[0].At.Text, definition.Trim[0].Fraction.Text, definition.TrailingStop!.Text));
        Assert.Equal(4, definition.Parameters[2].Max);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Bare_formulas_with_commas_inside_braces_read_as_they_look(string newLine)
    {
        var definition = DefinitionReader.Parse(
            """
            long_entry: close > open
            signals:
              - {name: momentum, rule: rsi(close, 14) < 40, weight: 0.3}
              - {name: flow, rule: zscore(cvd(20), 100) > 1, weight: max(0.1, 0.3), requires: momentum}
              - {rule: close > tf("4h", ema(close, 50)), name: trend, weight: 0.4}
            """.Replace("\n", newLine, StringComparison.Ordinal));
        Assert.Equal(
            ["momentum: rsi(close, 14) < 40 * 0.3", "flow: zscore(cvd(20), 100) > 1 * max(0.1, 0.3)", "trend: close > tf(\"4h\", ema(close, 50)) * 0.4"],
            definition.Signals.Select(s => $"{s.Name}: {s.Rule} * {s.Weight}"));
        Assert.Equal("momentum", definition.Signals[1].Requires);
    }

    [Theory]
    [InlineData("{default: 10, min: 5, max: 50, step: 5}", ParameterKind.Integer, 5)]
    [InlineData("{default: 2, min: 1, max: 3, step: 0.5}", ParameterKind.Number, 0.5)]
    [InlineData("{default: 2, min: 1, max: 3, type: number}", ParameterKind.Number, 0.1)]
    [InlineData("{default: 10, min: 5, max: 50}", ParameterKind.Integer, 1)]
    [InlineData("{default: true}", ParameterKind.Boolean, 1)]
    public void Parameter_has_its_kind_and_step(string text, ParameterKind kind, double step)
    {
        var parameter = Assert.Single(DefinitionReader.Parse($"parameters:\n  p: {text}\nlong_entry: close > 1").Parameters);
        Assert.Equal((kind, step), (parameter.Kind, parameter.Step));
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "anchors")]
    [InlineData("long_entry: !!python/object:os.system x", "tags")]
    [InlineData("a: *x", "references")]
    [InlineData("id: a\nid: b", "twice")]
    [InlineData("{\"id\": \"a\", \"id\": \"b\"}", "twice")]
    [InlineData("id: a\n---\nid: b", "second document")]
    [InlineData("", "empty")]
    [InlineData("- a\n- b", "not a definition")]
    [InlineData("{\"id\": }", "not JSON")]
    [InlineData("long_entry: close > 1 ? true : false", "not YAML")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "nested too deeply")]
    [InlineData("long_exit: close > 1", "never enters")]
    [InlineData("long_entry: close > 1\nmin_confidence: 0.5", "needs signals")]
    [InlineData("long_entry: bars_held > 1", "open position")]
    [InlineData("long_entry: a\nlines: {a: b, b: close > 1}", "further below")]
    [InlineData("long_entry: close > 1\nlines: {hour: close}", "belongs to the language")]
    [InlineData("long_entry: close > 1\nstop_loss: 0%", "above 0")]
    [InlineData("long_entry: close > 1\ntime_exit: 2.5", "whole number")]
    [InlineData("long_entry: close > 1\nsession: {hours: [8, 25]}", "not hours")]
    [InlineData("long_entry: close > 1\nsession: {days: [0]}", "not a day")]
    [InlineData("long_entry: close > 1\nsizing: {model: big}", "unknown word")]
    [InlineData("long_entry: close > 1\nconstraint: close > 1", "changes from bar to bar")]
    [InlineData("long_entry: close > 1\nparameters: {a: {default: 5, min: 1, max: 9}}\nconstraint: a > 6", "break the constraint")]
    public void Impossible_document_is_refused_with_its_cause(string text, string cause) =>
        Assert.Contains(DefinitionReader.Read(text).Problems, p => p.Message.Contains(cause, StringComparison.Ordinal));

    [Fact]
    public void Parameter_may_have_the_name_of_a_function_that_needs_arguments()
    {
        var definition = DefinitionReader.Parse(
            "parameters: {macd_signal: {default: 9, min: 2, max: 20}}\nlong_entry: macd_hist(close, 12, 26, macd_signal) > 0 and macd_signal(close, 12, 26, macd_signal) > macd_signal");
        Assert.Equal(9, StrategyCompiler.Compile(definition).Parameters[0].Value);
    }

    [Fact]
    public void Large_document_is_refused_with_the_limit()
    {
        Assert.Contains("10000", DefinitionReader.Read("a: [" + string.Join(',', Enumerable.Repeat("1", 20_000)) + "]").Problems[0].Allowed, StringComparison.Ordinal);
        Assert.Contains("262144", DefinitionReader.Read(new string('a', 300_000)).Problems[0].Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_use_each_other_twice_do_not_grow_without_bound()
    {
        var lines = string.Concat(Enumerable.Range(1, 100).Select(i => $"  a{i}: a{i - 1} + a{i - 1}\n"));
        Assert.True(DefinitionReader.Read($"lines:\n  a0: close\n{lines}long_entry: a100 > 1").IsGood);
        var problems = DefinitionReader.Read($"lines:\n  a0: entry_price\n{lines}long_entry: close > 1\nlong_exit: a100 > 1").Problems;
        Assert.Contains("2000", Assert.Single(problems).Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_changes_with_the_rules_and_not_with_spelling_or_words()
    {
        const string Text = "id: a\nlong_entry: close>1";
        var hash = DefinitionReader.Parse(Text).ContentHash;
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, DefinitionReader.Parse("description: words\n" + Text.Replace(">", " > ", StringComparison.Ordinal)).ContentHash);
        Assert.NotEqual(hash, DefinitionReader.Parse(Text.Replace('1', '2')).ContentHash);
    }
}
