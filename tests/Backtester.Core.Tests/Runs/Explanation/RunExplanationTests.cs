using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Formulas;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Runs.Explanation;

/// <summary>The funnel adds up, and a bar is explained by the values of its rules.</summary>
public class RunExplanationTests
{
    public static TheoryData<string> Catalogue => [.. StrategyCatalog.All.Select(s => s.Info.Id)];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void Steps_and_entries_add_up_to_the_bars(string id)
    {
        var catalog = new MemoryCatalog(ProofCandles.Hours(seed: 41, count: 1500), ProofCandles.Hours(seed: 42, count: 1400, "ETHUSDT"));
        foreach (var rest in new[] { "", ", \"risk\": {\"direction\": \"long_only\", \"max_open_positions\": 1}", ", \"initial_capital\": 150", ", \"execution\": {\"preset\": \"backtrader\"}" })
        {
            var plan = Plan(catalog, $"\"symbols\": [\"BTCUSDT\", \"ETHUSDT\"], \"strategy\": \"{id}\"{rest}");
            var funnel = RunExplanation.Of(plan, catalog).Funnel;
            var trades = RunExecutor.Execute(plan, catalog).Trades;

            Assert.Equal(2900, funnel.Bars);
            Assert.Equal(funnel.Bars, funnel.Steps.Sum(s => s.Stopped) + funnel.Entries);
            Assert.Equal(trades.Select(t => (t.Symbol, t.EntryBar)).Distinct().Count(), funnel.Entries);
            Assert.All(funnel.Steps.Zip(funnel.Steps.Skip(1)), s => Assert.Equal(s.First.Passed, s.Second.Entered));
        }
    }

    /// <summary>
    /// Closes 10 11 12 13 14 15, long while the close is over 11.5, which holds on bars 2 to 5. A size of 100 with cash of
    /// 50 is refused each time for want of cash; on the last bar no bar follows.
    /// </summary>
    [Fact]
    public void Bars_worked_by_hand_end_in_their_steps()
    {
        var catalog = new MemoryCatalog(FormulaCandles.Closes(10, 11, 12, 13, 14, 15));
        var plan = Plan(catalog, "\"exchange\": \"test\", \"symbols\": [\"BTCUSDT\"], \"initial_capital\": 50, \"strategy\": {\"long_entry\": \"close > 11.5 and volume == 1\"}");
        var explanation = RunExplanation.Of(plan, catalog);
        Assert.Equal(
            [("signal", 2), ("filters", 0), ("position", 0), ("risk", 0), ("cash", 3), ("size", 0), ("order", 1)],
            explanation.Funnel.Steps.Select(s => (s.Name, s.Stopped)));
        Assert.Equal("order", explanation.Funnel.FirstEmpty!.Name);

        Assert.Equal(("signal", null), Outcome(explanation, 1));
        Assert.Equal(("cash", "insufficient_cash"), Outcome(explanation, 3));
        Assert.Equal(("order", "no_next_bar"), Outcome(explanation, 5));
        var parts = At(explanation, 3).Parts;
        Assert.Equal(13, parts.Single(p => p.Expression == "close").Value);
        Assert.Equal(1, parts.Single(p => p.Expression == "close > 11.5").Value);
        Assert.Equal([2, 1, 2, 1, 0], parts.Select(p => p.Depth));
        Assert.Contains(RunExecutor.Execute(plan, catalog).Warnings, w => w == "No trade: 4 entry signals, all refused (insufficient_cash 3, no_next_bar 1). First empty step of the funnel: order.");
    }

    [Theory]
    [InlineData("{\"long_entry\": \"close > 100\"}", "signal")]
    [InlineData("{\"long_entry\": \"close > sma(close, 50)\"}", "signal")]
    [InlineData("{\"long_entry\": \"close > 11.5\", \"session\": {\"hours\": [20, 22]}}", "filters")]
    [InlineData("{\"long_entry\": \"close > 11.5\", \"short_entry\": \"close > 11.5\"}", "position")]
    public void Result_without_trades_names_the_first_empty_step(string strategy, string step)
    {
        var catalog = new MemoryCatalog(FormulaCandles.Closes(10, 11, 12, 13, 14, 15));
        var plan = Plan(catalog, $"\"exchange\": \"test\", \"symbols\": [\"BTCUSDT\"], \"strategy\": {strategy}");
        Assert.Equal(step, RunExplanation.Of(plan, catalog).Funnel.FirstEmpty!.Name);
        Assert.Contains(RunExecutor.Execute(plan, catalog).Warnings, w => w.StartsWith("No trade:", StringComparison.Ordinal) && w.EndsWith($"First empty step of the funnel: {step}.", StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_conflicts_entries_and_positions_are_told_apart()
    {
        var catalog = new MemoryCatalog(FormulaCandles.Closes(10, 11, 12, 13, 14, 15, 16, 17));
        var filtered = RunExplanation.Of(Plan(catalog, "\"exchange\": \"test\", \"symbols\": [\"BTCUSDT\"], \"execution\": {\"slippage\": {\"model\": \"none\"}}, \"strategy\": {\"long_entry\": \"close > 11.5\", \"session\": {\"hours\": [3, 5]}, \"long_exit\": \"unrealized > 7%\"}"), catalog);
        Assert.Equal("filters", At(filtered, 2).Step);
        Assert.Equal("entry", At(filtered, 3).Step);
        Assert.Equal("position", At(filtered, 4).Step);

        // The position of bar 4 was entered at 14 and is worth 15 at bar 5: 7.14 %.
        var exit = At(filtered, 5).Parts.Single(p => p.Expression == "unrealized");
        Assert.Equal(1.0 / 14, exit.Value, 1e-12);
        Assert.True(double.IsNaN(At(filtered, 2).Parts.Single(p => p.Expression == "unrealized").Value));

        var conflict = RunExplanation.Of(Plan(catalog, "\"exchange\": \"test\", \"symbols\": [\"BTCUSDT\"], \"strategy\": {\"long_entry\": \"close > 11.5\", \"short_entry\": \"close > 11.5\"}"), catalog);
        Assert.Equal(("position", "conflicting_signals"), Outcome(conflict, 3));
        Assert.Throws<SpecException>(() => conflict.At(0));
        Assert.Throws<SpecException>(() => conflict.At(FormulaCandles.Monday, "ETHUSDT"));
    }

    private static BarExplanation At(RunExplanation explanation, int bar) => explanation.At(FormulaCandles.Monday + (bar * FormulaCandles.Hour.Milliseconds));

    private static (string Step, string? Reason) Outcome(RunExplanation explanation, int bar)
    {
        var at = At(explanation, bar);
        return (at.Step, at.Reason);
    }

    private static RunPlan Plan(MemoryCatalog catalog, string fields) =>
        RunPlanner.Plan($"{{\"timeframe\": \"1h\", {fields}}}", SpecFormat.Json, catalog);
}
