using System.Globalization;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Tests.Engine;
using Backtester.Core.Tests.Formulas;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

public class StrategyCompilerTests
{
    [Fact]
    public void Broken_constraint_names_the_parameters_and_their_values()
    {
        var definition = DefinitionReader.Parse(
            "parameters: {fast: {default: 10, min: 1, max: 99}, slow: {default: 30, min: 1, max: 99}, other: {default: 1, min: 1, max: 2}}\nconstraint: fast < slow\nlong_entry: close > sma(close, fast)");
        var problem = Assert.Single(StrategyCompiler.CheckValues(definition, new Dictionary<string, double> { ["fast"] = 60, ["slow"] = 50 }));
        Assert.Equal(("constraint", "fast = 60, slow = 50", "fast < slow"), (problem.Path, problem.Got, problem.Allowed));
        Assert.Throws<FormulaException>(() => StrategyCompiler.Compile(definition, new Dictionary<string, double> { ["fast"] = 60, ["slow"] = 50 }));
    }

    [Theory]
    [InlineData("fst", 10, "unknown parameter", "fast")]
    [InlineData("fast", 100, "does not fit", null)]
    [InlineData("fast", 2.5, "does not fit", null)]
    [InlineData("fast", double.NaN, "does not fit", null)]
    public void Impossible_value_is_refused_with_its_name(string name, double value, string cause, string? suggestion)
    {
        var definition = DefinitionReader.Parse("parameters: {fast: {default: 10, min: 1, max: 99}}\nlong_entry: close > sma(close, fast)");
        var problem = Assert.Single(StrategyCompiler.CheckValues(definition, new Dictionary<string, double> { [name] = value }));
        Assert.Contains(cause, problem.Message, StringComparison.Ordinal);
        Assert.Equal(($"parameters.{name}", suggestion), (problem.Path, problem.Suggestion));
    }

    /// <summary>Entries are filtered by operations on bits up to six votes, by the sum beyond: both are held against the sum.</summary>
    [Fact]
    public void An_entry_needs_the_confidence_that_its_votes_add_up_to() => EngineProperties.ForEach(
        (random, seed) =>
        {
            var weights = new[] { "0.1", "0.2", "0.3", "0.4", "0.7", "1", "0" };
            var builder = new StrategyBuilder("votes").LongEntry("close > open").ShortEntry("close < open");
            var minimum = random.Next(1, 12) / 10.0;
            for (var vote = random.Next(1, 9); vote > 0; vote--)
            {
                builder.Signal($"vote_{vote}", $"close > open[{vote}]", weights[random.Next(weights.Length)], side: (SignalSide)random.Next(3));
            }

            var definition = builder.MinConfidence(minimum.ToString(CultureInfo.InvariantCulture)).Build();
            var decisions = new DefinedStrategy(definition).Decide(EngineProperties.RandomCandles(random, "AAA", 150, gaps: false), new Dictionary<string, double>());
            for (var bar = 0; bar < 150; bar++)
            {
                foreach (var (sign, rule, signal) in new[] { (1, decisions.LongRule, Signals.LongEntry), (-1, decisions.ShortRule, Signals.ShortEntry) })
                {
                    var wanted = (rule.Span[bar >> 6] >> (bar & 63) & 1) != 0 && decisions.ConfidenceAt(sign, bar) >= minimum - 1e-9;
                    Assert.True(wanted == decisions.Signals[bar].HasFlag(signal), $"seed {seed}, bar {bar}, side {sign}");
                }
            }
        },
        cases: 150);

    [Fact]
    public void Length_made_impossible_by_a_value_is_refused_with_its_place()
    {
        var definition = DefinitionReader.Parse("parameters: {n: {default: 10, min: 1, max: 99}}\nlong_entry: close > sma(close, n - 5)");
        var problem = Assert.Single(StrategyCompiler.CheckValues(definition, new Dictionary<string, double> { ["n"] = 5 }));
        Assert.Equal(("long_entry", 22), (problem.Path, problem.Column));
    }

    /// <summary>
    /// Closes 1 2 3 4; a holds from bar 1 on, b on even closes, c while above 2. Child b counts only with a.
    /// Bar: 0: c no, b needs a, 0. 1: a + b. 2: a + c. 3: a + b + c.
    /// </summary>
    [Fact]
    public void Confidence_adds_the_weights_of_signals_whose_parents_hold()
    {
        var strategy = StrategyCompiler.Compile(DefinitionReader.Parse(
            """
            long_entry: true
            short_entry: true
            signals:
              - {name: a, rule: close >= 2, weight: 0.1}
              - {name: b, rule: close % 2 == 0 or close == 1, weight: 0.7, requires: a}
              - {name: c, rule: close > 2, weight: 0.2, side: short}
            min_confidence: 0.8
            """));
        var columns = strategy.Program.Run(FormulaCandles.Closes(1, 2, 3, 4));
        Assert.Equal([0, 0.1 + 0.7, 0.1, 0.1 + 0.7], columns.Numbers(strategy.LongConfidence).ToArray());
        Assert.Equal([0, 0.1 + 0.7, 0.1 + 0.2, 0.1 + 0.7 + 0.2], columns.Numbers(strategy.ShortConfidence).ToArray());
        Assert.Equal([0.0, 1, 0, 1], columns.Values(strategy.LongSignal));
        Assert.Equal([1.0, 1, 1, 1], columns.Values(strategy.LongEntry));
    }

    [Theory]
    [InlineData("{hours: [1, 3]}", new double[] { 0, 1, 1, 0, 0, 0 })]
    [InlineData("{hours: [23, 2]}", new double[] { 1, 1, 0, 0, 0, 0 })]
    [InlineData("{days: [1]}", new double[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData("{days: [2..7]}", new double[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData("{hours: [2, 24], days: [1, 3..4]}", new double[] { 0, 0, 1, 1, 1, 1 })]
    public void Session_holds_back_entries_by_the_open_time_of_the_bar(string session, double[] expected)
    {
        var strategy = StrategyCompiler.Compile(DefinitionReader.Parse($"long_entry: true\nsession: {session}"));
        Assert.Equal(expected, strategy.Program.Run(FormulaCandles.Closes(1, 2, 3, 4, 5, 6)).Values(strategy.LongSignal));
    }

    [Fact]
    public void Exit_rule_about_the_position_is_evaluated_from_columns_and_its_state()
    {
        var strategy = StrategyCompiler.Compile(DefinitionReader.Parse(
            """
            long_entry: close > open
            long_exit: unrealized >= 10% or (bars_held >= 2 and close < close[1]) or position < 0
            short_entry: close < open
            short_exit: unrealized >= 10%
            """));
        var columns = strategy.Program.Run(FormulaCandles.Closes(100, 110, 109, 90));
        bool Long(int row, double entry, int held) => strategy.LongExit!.IsTrue(columns, row, new PositionState(entry, held));
        Assert.True(Long(1, 100, 0));
        Assert.False(Long(1, 100.5, 1));
        Assert.False(Long(2, 100, 1));
        Assert.True(Long(2, 100, 2));
        Assert.True(strategy.ShortExit!.IsTrue(columns, 3, new PositionState(100, 1)));
        Assert.False(strategy.ShortExit.IsTrue(columns, 2, new PositionState(100, 1)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Long(3, 100 + i, i);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }

    [Fact]
    public void Distance_may_differ_by_side_and_says_whether_it_is_a_percentage()
    {
        var strategy = StrategyCompiler.Compile(DefinitionReader.Parse(
            "long_entry: true\nstop_loss: if position > 0 then 2 * tr else 3 * tr\ntake_profit: 2 * 1%\ntrailing_stop: close * 1%"));
        var columns = strategy.Program.Run(FormulaCandles.Closes(100, 100));
        Assert.Equal([4.0, 6.0], [columns.Number(strategy.StopLoss!.LongOutput, 1), columns.Number(strategy.StopLoss.ShortOutput, 1)]);
        Assert.Equal(0.02, columns.Number(strategy.TakeProfit!.LongOutput, 1));
        Assert.Equal(strategy.TakeProfit.LongOutput, strategy.TakeProfit.ShortOutput);
        Assert.Equal([false, true, false], [strategy.StopLoss.IsPercent, strategy.TakeProfit.IsPercent, strategy.TrailingStop!.IsPercent]);
    }

    [Fact]
    public void Many_sets_share_equal_operations_and_give_the_results_of_each_alone()
    {
        var definition = DefinitionReader.Parse(
            "parameters: {fast: {default: 3, min: 2, max: 9}, slow: {default: 10, min: 5, max: 50}}\nlong_entry: crossover(sma(close, fast), sma(close, slow))");
        var sets = new[] { (2, 10), (3, 10), (3, 20) }.Select(s => new Dictionary<string, double> { ["fast"] = s.Item1, ["slow"] = s.Item2 }).ToArray();
        var many = StrategyCompiler.CompileMany(definition, sets);

        // close; four averages with kernel and output; three crossings.
        Assert.Equal(1 + (4 * 2) + 3, many[0].Program.OperationCount);
        var candles = FormulaCandles.Random(new Random(5), 500, FormulaCandles.Hour);
        var together = many[0].Program.Run(candles);
        for (var i = 0; i < sets.Length; i++)
        {
            var alone = StrategyCompiler.Compile(definition, sets[i]);
            Assert.Equal(alone.Program.Run(candles).Values(alone.LongSignal), together.Values(many[i].LongSignal));
            Assert.Equal(alone.WarmUp(FormulaCandles.Hour), many[i].WarmUp(FormulaCandles.Hour));
        }
    }

    [Fact]
    public void Lines_are_outputs_where_they_are_asked_for()
    {
        var definition = DefinitionReader.Parse("lines: {double_close: close * 2, gain: close - entry_price}\nlong_entry: close > 1\nlong_exit: gain > 3");
        var line = Assert.Single(StrategyCompiler.Compile(definition, options: new CompileOptions(WithLines: true)).Lines);
        Assert.Equal("double_close", line.Name);
        Assert.Empty(StrategyCompiler.Compile(definition).Lines);
    }
}
