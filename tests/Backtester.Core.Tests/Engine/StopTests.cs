using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>When and where stops and targets fill: a long from 100 with its stop at 98 and its target at 104 unless said otherwise.</summary>
public class StopTests
{
    private static readonly StopDistance Stop = StopDistance.Fraction(0.02);
    private static readonly StopDistance Target = StopDistance.Fraction(0.04);

    [Theory]
    [InlineData("100 103 98 101", "LONG 1@100 -> 1@98 StopLoss")] // touched in the entry bar
    [InlineData("100 103 98.01 101", "LONG 1@100 -> 2@101 EndOfData")] // not touched
    [InlineData("100 104 99 101", "LONG 1@100 -> 1@104 TakeProfit")] // a target fills when touched
    [InlineData("100 103.99 99 101", "LONG 1@100 -> 2@101 EndOfData")]
    public void Stop_and_target_live_from_the_entry_bar_on_and_fill_when_touched(string entryBar, string expected) =>
        Assert.Equal([expected], Long($"100 101 99 100 buy\n{entryBar}\n101 101 101 101"));

    [Theory]
    [InlineData("97 99 96 98", "LONG 1@100 -> 2@97 StopLoss")] // beyond the stop
    [InlineData("98 99 96 98", "LONG 1@100 -> 2@98 StopLoss")] // on the stop
    [InlineData("106 107 105 106", "LONG 1@100 -> 2@106 TakeProfit")] // beyond the target: at the better open
    [InlineData("106 107 90 106", "LONG 1@100 -> 2@106 TakeProfit")] // the open comes before the low
    public void Open_beyond_the_stop_or_the_target_fills_at_the_open(string bar, string expected) =>
        Assert.Equal([expected], Long($"100 101 99 100 buy\n100 101 99 100\n{bar}\n100 100 100 100"));

    [Theory]
    [InlineData(IntrabarRule.StopFirst, "101 105 97 101", "LONG 1@100 -> 2@98 StopLoss")]
    [InlineData(IntrabarRule.TargetFirst, "101 105 97 101", "LONG 1@100 -> 2@104 TakeProfit")]
    [InlineData(IntrabarRule.NearestExtreme, "103 105 97 101", "LONG 1@100 -> 2@104 TakeProfit")]
    [InlineData(IntrabarRule.NearestExtreme, "99 105 97 101", "LONG 1@100 -> 2@98 StopLoss")]
    public void Bar_with_stop_and_target_is_ambiguous_and_the_rule_decides(IntrabarRule rule, string bar, string expected)
    {
        var input = Input($"100 101 99 100 buy\n100 101 99 100\n{bar}\n100 100 100 100") with { Intrabar = rule };
        Assert.Equal([expected], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).AmbiguousBars);
    }

    [Fact]
    public void Bar_that_its_open_decides_is_not_ambiguous() =>
        Assert.Equal(0, Backtest.Run(Input("100 101 99 100 buy\n100 101 99 100\n97 110 96 100\n100 100 100 100")).AmbiguousBars);

    [Theory]
    [InlineData("100 102 99 100", "SHORT 1@100 -> 1@102 StopLoss")]
    [InlineData("100 101 96 100", "SHORT 1@100 -> 1@96 TakeProfit")]
    [InlineData("100 103 95 100", "SHORT 1@100 -> 1@102 StopLoss")]
    public void Short_is_the_mirror_of_long(string bar, string expected) =>
        Assert.Equal([expected], Drawn.Trades(Drawn.House(Drawn.Symbol($"100 101 99 100 short\n{bar}\n100 100 100 100", Stop, Target))));

    [Fact]
    public void Stop_pays_slippage_and_the_taker_fee_a_target_neither_slippage_nor_more_than_the_maker_fee()
    {
        var models = Input("") with { Fees = new PercentFees(Maker: 0.01, Taker: 0.02), Slippage = new BpsSlippage(0, Stop: 100, Limit: 0) };
        var stopped = Assert.Single(Backtest.Run(models with { Symbols = [Symbol("100 101 99 100 buy\n100 101 97 100\n100 100 100 100")] }).Trades);

        // Stop at 98, 1 % slippage: 97.02; fees 2 % of 100 and of 97.02.
        Assert.Equal(97.02, stopped.ExitPrice, 10);
        Assert.Equal(2 + 1.9404, stopped.Fees, 10);
        Assert.Equal(0.98, stopped.Slippage, 10);
        var taken = Assert.Single(Backtest.Run(models with { Symbols = [Symbol("100 101 99 100 buy\n100 105 99 100\n100 100 100 100")] }).Trades);
        Assert.Equal(104, taken.ExitPrice, 10);
        Assert.Equal(2 + 1.04, taken.Fees, 10);
    }

    [Fact]
    public void Distance_is_read_at_the_decision_bar_and_laid_from_the_entry_fill()
    {
        // The distance at the decision bar is 5; the later ones do not matter. Entry at 103: the stop stands at 98.
        var stop = StopDistance.Column(new[] { 5.0, 1, 1, 1 });
        Assert.Equal(
            ["LONG 1@103 -> 2@98 StopLoss"],
            Drawn.Trades(Drawn.House(Drawn.Symbol("100 101 99 100 buy\n103 104 99 100\n100 101 97 100\n100 100 100 100", stop))));
    }

    [Fact]
    public void Unknown_distance_refuses_the_entry()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 99 100", StopDistance.Column(new[] { double.NaN, 1 }))));
        Assert.Empty(outcome.Trades);
        Assert.Equal(1, outcome.Refusals[RefusalReason.UnknownStop]);
    }

    [Fact]
    public void Order_of_the_last_close_fills_before_a_stop_of_the_same_bar() =>
        Assert.Equal(["LONG 1@100 -> 2@97 Signal"], Long("100 101 99 100 buy\n100 101 99 100 sell\n97 99 96 98\n100 100 100 100"));

    [Fact]
    public void Signal_at_the_close_of_the_bar_that_stopped_the_trade_may_enter_again() => Assert.Equal(
        ["LONG 1@100 -> 2@98 StopLoss", "LONG 3@99 -> 3@99 EndOfData"],
        Long("100 101 99 100 buy\n100 101 99 100\n100 101 97 99 buy\n99 99 99 99"));

    [Fact]
    public void With_same_close_fills_levels_live_from_the_next_bar_on()
    {
        var input = Input("100 103 90 100 buy\n101 101 98 100\n100 100 100 100");
        Assert.Equal(
            ["LONG 0@100 -> 1@98 StopLoss"],
            Drawn.Trades(input with { Conventions = input.Conventions with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false } }));
    }

    private static string[] Long(string table) => Drawn.Trades(Input(table));

    private static SymbolInput Symbol(string table) => Drawn.Symbol(table, Stop, Target);

    private static BacktestInput Input(string table) => Drawn.House(Symbol(table));
}
