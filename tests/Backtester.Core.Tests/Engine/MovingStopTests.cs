using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Trailing stops, break-even, partial exits, time exits and cooldown. Entry at 100 at bar 1 unless said otherwise.</summary>
public class MovingStopTests
{
    [Fact]
    public void Trailing_stop_uses_the_best_price_through_the_previous_bar_from_the_entry_price_on()
    {
        // Distance 5. Entry bar: stop 95. Its high of 110 lifts the stop to 105 from the next bar on, which falls to 104.
        var symbol = Symbol("100 101 99 100 buy\n100 110 96 108\n108 109 104 106\n106 106 106 106", trail: Distance(5));
        Assert.Equal(["LONG 1@100 -> 2@105 TrailingStop"], Drawn.Trades(Drawn.House(symbol)));
    }

    [Fact]
    public void Trailing_stop_does_not_use_the_high_of_its_own_bar() => Assert.Equal(
        ["LONG 1@100 -> 2@108 EndOfData"],
        Drawn.Trades(Drawn.House(Symbol("100 101 99 100 buy\n100 110 96 108\n108 130 106 108", trail: Distance(5)))));

    [Fact]
    public void Trailing_percentage_is_of_the_best_price() => Assert.Equal(
        ["LONG 1@100 -> 2@108 TrailingStop"],
        Drawn.Trades(Drawn.House(Symbol("100 101 99 100 buy\n100 120 95 118\n118 119 100 106\n106 106 106 106", trail: StopDistance.Fraction(0.1)))));

    [Fact]
    public void Trailing_stop_of_a_short_follows_the_low() => Assert.Equal(
        ["SHORT 1@100 -> 2@95 TrailingStop"],
        Drawn.Trades(Drawn.House(Symbol("100 101 99 100 short\n100 104 90 92\n92 96 91 95\n95 95 95 95", trail: Distance(5)))));

    [Fact]
    public void Trailing_stop_never_loosens_the_stop_loss() => Assert.Equal(
        ["LONG 1@100 -> 1@98 StopLoss"],
        Drawn.Trades(Drawn.House(Symbol("100 101 99 100 buy\n100 101 97 98\n98 98 98 98", stop: Distance(2), trail: Distance(5)))));

    [Fact]
    public void Break_even_lifts_the_stop_to_the_entry_price_after_the_gain() => Assert.Equal(
        ["LONG 1@100 -> 3@100 BreakEven"],
        Drawn.Trades(Drawn.House(Symbol(
            "100 101 99 100 buy\n100 102 97 101\n101 104 99 103\n103 104 98 99\n99 99 99 99", stop: Distance(5), breakEven: Distance(3)))));

    [Fact]
    public void Trims_fill_by_nearness_between_stop_and_target()
    {
        // Trims at 102 and 104 (half and a quarter of the first size), target at 106 for the rest: all in one bar without the stop.
        var symbol = Symbol(
            "100 101 99 100 buy\n100 107 99 106\n106 106 106 106",
            stop: Distance(5),
            target: Distance(6),
            trims: [new Trim(Distance(4), 0.25), new Trim(Distance(2), 0.5)]);
        var trades = Backtest.Run(Drawn.House(symbol) with { Sizing = new FixedQuantity(4) }).Trades;
        Assert.Equal([(2d, 102d), (1d, 104d), (1d, 106d)], trades.Select(t => (t.Quantity, t.ExitPrice)));
        Assert.Equal(4 + 4 + 6, trades.Sum(t => t.ProfitLoss), 10);
    }

    [Fact]
    public void Stop_comes_before_trims_in_one_bar_and_after_them_with_target_first()
    {
        var symbol = Symbol("100 101 99 100 buy\n100 103 94 100\n100 100 100 100", stop: Distance(5), trims: [new Trim(Distance(2), 0.5)]);
        Assert.Equal(["LONG 1@100 -> 1@95 StopLoss"], Drawn.Trades(Drawn.House(symbol)));
        var hopeful = Drawn.House(symbol) with { Intrabar = IntrabarRule.TargetFirst };
        Assert.Equal(["LONG 1@100 -> 1@102 Trim", "LONG 1@100 -> 1@95 StopLoss"], Drawn.Trades(hopeful));
        Assert.Equal(1, Backtest.Run(hopeful).AmbiguousBars);
    }

    [Fact]
    public void Partial_exit_shares_the_entry_fee_by_quantity()
    {
        var symbol = Symbol("100 101 99 100 buy\n100 103 99 100\n100 100 100 100", trims: [new Trim(Distance(2), 0.25)]);
        var trades = Backtest.Run(Drawn.House(symbol) with { Fees = new PercentFees(0.01, 0.01) }).Trades;

        // Entry fee 1, a quarter of it 0.25, exit fee 0.25 × 102 × 1 % = 0.255; the rest 0.75 and 0.75 × 100 × 1 %.
        Assert.Equal([0.505, 1.5], trades.Select(t => Math.Round(t.Fees, 12)));
        Assert.Equal([-0.005, -1.5], trades.Select(t => Math.Round(t.ProfitLoss, 12)));
    }

    [Fact]
    public void Time_exit_closes_at_the_open_after_its_number_of_bars() => Assert.Equal(
        ["LONG 1@100 -> 4@103 Time"],
        Drawn.Trades(Drawn.House(Symbol("100 101 99 100 buy\n100 100 100 100\n101 101 101 101\n102 102 102 102\n103 103 103 103\n104 104 104 104", timeExit: 2))));

    [Fact]
    public void Cooldown_refuses_entries_for_its_bars_after_an_exit()
    {
        var symbol = Symbol(
            "100 101 99 100 buy\n100 100 100 100 sell\n100 100 100 100 buy\n100 100 100 100 buy\n100 100 100 100 buy\n100 100 100 100\n100 100 100 100",
            cooldown: 2);
        var outcome = Backtest.Run(Drawn.House(symbol));
        Assert.Equal([(1, 2), (5, 6)], outcome.Trades.Select(t => (t.EntryBar, t.ExitBar)));
        Assert.Equal(2, outcome.Refusals[Core.Orders.RefusalReason.Cooldown]);
    }

    [Fact]
    public void Exit_rule_about_the_position_is_asked_at_each_close() => Assert.Equal(
        ["LONG 1@100 -> 4@111 Signal"],
        Drawn.Trades(Drawn.House(Symbol(
            "100 101 99 100 buy\n100 100 100 100\n104 104 104 104\n110 110 110 110\n111 111 111 111\n112 112 112 112", exit: new AfterTwoBars()))));

    private static StopDistance Distance(double price) => StopDistance.Column(Enumerable.Repeat(price, 20).ToArray());

    private static SymbolInput Symbol(
        string table,
        StopDistance? stop = null,
        StopDistance? target = null,
        StopDistance? trail = null,
        StopDistance? breakEven = null,
        Trim[]? trims = null,
        int? timeExit = null,
        int cooldown = 0,
        IPositionExit? exit = null)
    {
        var plain = Drawn.Symbol(table);
        return plain with
        {
            Decisions = new Decisions
            {
                Signals = plain.Decisions.Signals,
                StopLoss = stop,
                TakeProfit = target,
                TrailingStop = trail,
                BreakEven = breakEven,
                Trims = trims ?? [],
                TimeExitBars = timeExit,
                CooldownBars = cooldown,
                PositionExit = exit,
            },
        };
    }

    private sealed class AfterTwoBars : IPositionExit
    {
        public bool Exits(int sign, int bar, double entryPrice, int barsHeld) => sign > 0 && entryPrice == 100 && barsHeld >= 2;
    }
}
