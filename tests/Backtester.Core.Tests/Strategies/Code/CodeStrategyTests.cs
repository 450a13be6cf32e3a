using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Code;
using Backtester.Core.Strategies.Proof;
using Backtester.Core.Tests.Formulas;
using Backtester.Core.Tests.Runs;
using Backtester.Core.Tests.Strategies.Proof;
using Backtester.Examples;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Code;

/// <summary>Strategies in C#: what they see, and that they run like any other.</summary>
public class CodeStrategyTests
{
    /// <summary>
    /// Closes 10 9 8 7 6 | 8 | 7 6 5 | 6 | 6. Three lower closes in a row are complete at bars 3 (9 8 7), 4 (8 7 6) and 8
    /// (7 6 5); a higher close comes at bars 5 and 9. Candles open at their close, so the entry of bar 3 fills at 6 and
    /// its exit, decided at 8, at 7; the entry of bar 8 fills at 6, its exit, decided at bar 9, at 6. Zero fees, no
    /// slippage: with 100 in quote currency the profits are 100/6·(7 − 6) = 16.67 and 100/6·(6 − 6) = 0.
    /// </summary>
    [Fact]
    public void Example_in_ten_lines_runs_from_a_spec_with_the_result_worked_by_hand()
    {
        var catalog = new MemoryCatalog(FormulaCandles.Closes(10, 9, 8, 7, 6, 8, 7, 6, 5, 6, 6));
        var plan = RunPlanner.Plan(
            """{"exchange": "test", "symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "three_down", "execution": {"fees": {"model": "zero"}, "slippage": {"model": "none"}}}""",
            SpecFormat.Json,
            catalog,
            new StrategyLibrary(new CodeStrategy(() => new ThreeDown())));
        var trades = RunExecutor.Execute(plan, catalog).Trades;
        Assert.Equal([(4, 6), (9, 10)], trades.Select(t => (t.EntryBar, t.ExitBar)));
        Assert.Equal(100.0 / 6, trades[0].ProfitLoss, 1e-9);
        Assert.Equal(0, trades[1].ProfitLoss, 1e-9);
        Assert.Equal(3, plan.Spec.StrategyParams["closes"]);
    }

    [Fact]
    public void Strategy_behind_the_window_is_causal_and_reads_lines_of_the_language()
    {
        var candles = ProofCandles.Hours(seed: 31, count: 480);
        var strategy = new CodeStrategy(() => new Crossing());
        var report = CausalityProof.Check(strategy.Traced(strategy.Defaults, candles.Key.Timeframe), candles);
        Assert.True(report.Passed);
        Assert.True(report.Coverage.DecisionBars > 5);

        // The same rule in the language decides the same.
        var defined = new DefinedStrategy(Core.Strategies.Definitions.DefinitionReader.Parse("long_entry: crossover(ema(close, 5), ema(close, 20))\nlong_exit: crossunder(ema(close, 5), ema(close, 20))\n"));
        var expected = defined.Decide(candles, defined.Defaults).Signals;
        Assert.True(expected.ToArray().SequenceEqual(strategy.Decide(candles, strategy.Defaults).Signals.ToArray()));
    }

    [Fact]
    public void Window_has_no_later_bar()
    {
        var seen = new Looking();
        var strategy = new CodeStrategy(() => seen);
        strategy.Decide(FormulaCandles.Closes(1, 2, 3), strategy.Defaults);
        Assert.Equal(["0: 1 bars, close 1, before NaN", "1: 2 bars, close 2, before 1", "2: 3 bars, close 3, before 2"], seen.Notes);
    }

    [Fact]
    public void Bars_in_the_future_and_unknown_names_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(new Asking((in BarWindow bar) => _ = bar.Close[-1])));
        Assert.Contains("declared: ", Assert.Throws<KeyNotFoundException>(() => Run(new Asking((in BarWindow bar) => _ = bar.Parameter("fast")))).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => Run(new Asking((in BarWindow bar) => _ = bar["fast"].Count)));
    }

    [Fact]
    public void Stops_of_a_decision_reach_the_engine_and_entries_without_one_have_none()
    {
        var strategy = new CodeStrategy(() => new Stopping());
        var decisions = strategy.Decide(FormulaCandles.Closes(10, 11, 12), strategy.Defaults);
        Assert.Equal(2, decisions.StopLoss!.ValueAt(1, 0));
        Assert.Equal(double.PositiveInfinity, decisions.StopLoss!.ValueAt(1, 1));
        Assert.Equal(double.PositiveInfinity, decisions.TakeProfit!.ValueAt(1, 0));
    }

    private static void Run(IStrategy strategy)
    {
        var code = new CodeStrategy(() => strategy);
        code.Decide(FormulaCandles.Closes(1, 2), code.Defaults);
    }

    private delegate void Question(in BarWindow bar);

    private sealed class Crossing : IStrategy
    {
        public StrategyInfo Info { get; } = StrategyInfo.Of("crossing", "Two averages.", ParameterSchema.Whole("fast", 5, 2, 50));

        public IReadOnlyDictionary<string, string> Lines { get; } = new Dictionary<string, string> { ["quick"] = "ema(close, fast)", ["slow"] = "ema(close, 20)" };

        public BarDecision Decide(in BarWindow bar)
        {
            var (now, before) = (bar["quick"][0] - bar["slow"][0], bar["quick"][1] - bar["slow"][1]);
            return before <= 0 && now > 0 ? Signals.LongEntry : before >= 0 && now < 0 ? Signals.LongExit : Signals.None;
        }
    }

    private sealed class Looking : IStrategy
    {
        public List<string> Notes { get; } = [];

        public StrategyInfo Info { get; } = StrategyInfo.Of("looking", "Notes what it sees.");

        public BarDecision Decide(in BarWindow bar)
        {
            Notes.Add($"{bar.Index}: {bar.Close.Count} bars, close {bar.Close[0]}, before {bar.Close[1]}");
            return BarDecision.None;
        }
    }

    private sealed class Asking(Question question) : IStrategy
    {
        public StrategyInfo Info { get; } = StrategyInfo.Of("asking", "Asks once a bar.");

        public BarDecision Decide(in BarWindow bar)
        {
            question(bar);
            return Signals.None;
        }
    }

    private sealed class Stopping : IStrategy
    {
        public StrategyInfo Info { get; } = StrategyInfo.Of("stopping", "A stop at the first bar.");

        public bool UsesStops => true;

        public BarDecision Decide(in BarWindow bar) => new(Signals.LongEntry, StopLoss: bar.Index == 0 ? 2 : 0);
    }
}
