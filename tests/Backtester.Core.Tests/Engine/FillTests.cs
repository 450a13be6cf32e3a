using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>When and where market orders fill. Columns: open high low close, then what the strategy says at the close.</summary>
public class FillTests
{
    [Fact]
    public void Market_order_fills_at_the_open_of_the_next_bar() => Assert.Equal(
        ["LONG 1@102 -> 3@107 Signal"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103
            103 106 102 105 sell
            107 108 106 107
            """))));

    [Fact]
    public void Slippage_of_a_market_order_is_against_the_trader_on_both_sides()
    {
        // 100 bps: buys at 102 × 1.01 = 103.02, sells at 107 × 0.99 = 105.93; a short sells at 100.98 and covers at 108.07.
        var slipped = new BpsSlippage(Market: 100, Stop: 0, Limit: 0);
        var table =
            """
            100 101  99 100 {0}
            102 104 101 103
            103 106 102 105 {1}
            107 108 106 107
            """;
        Assert.Equal(
            ["LONG 1@103.02 -> 3@105.93 Signal"],
            Drawn.Trades(Drawn.House(Drawn.Symbol(string.Format(table, "buy", "sell"))) with { Slippage = slipped }));
        Assert.Equal(
            ["SHORT 1@100.98 -> 3@108.07 Signal"],
            Drawn.Trades(Drawn.House(Drawn.Symbol(string.Format(table, "short", "cover"))) with { Slippage = slipped }));
    }

    [Fact]
    public void Next_bar_after_a_hole_in_the_candles_takes_the_order() => Assert.Equal(
        ["LONG 1@90 -> 1@91 EndOfData"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            -
            -
             90  92  89  91
            """))));

    [Fact]
    public void Entry_decided_on_the_last_bar_does_not_fill_and_is_counted()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100
            102 104 101 103 buy
            """)));
        Assert.Empty(outcome.Trades);
        Assert.Equal(1, outcome.Refusals[RefusalReason.NoNextBar]);
    }

    [Fact]
    public void Open_position_is_closed_at_the_last_close_with_fee_and_slippage_in_that_bars_equity()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            100 104  99 100
            100 121  99 120
            """)) with
        { Fees = new PercentFees(0.01, 0.01), Slippage = new BpsSlippage(1000, 0, 0) });

        // Entry 100 × 1.1 = 110, fee 1.1; exit 120 × 0.9 = 108, fee 1.08: 1000 − 110 − 1.1 + 108 − 1.08 = 995.82.
        Assert.Equal(ExitReason.EndOfData, Assert.Single(outcome.Trades).ExitReason);
        Assert.Equal(995.82, outcome.Curve.Equity[^1], 10);
        Assert.Equal(-4.18, outcome.Trades[0].ProfitLoss, 10);
        Assert.Equal(0, outcome.Curve.OpenPositions[^1]);
    }

    [Fact]
    public void Equity_of_a_bar_is_cash_plus_position_times_close()
    {
        var curve = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103
            103 106 102 105
            104 105 103 104
            """)) with
        { Fees = new PercentFees(0.01, 0.01) }).Curve;

        // Bought at 102 with a fee of 1.02: cash 1000 − 103.02 = 896.98; sold at 104 with 1.04.
        Assert.Equal([1000, 999.98, 1001.98, 999.94], curve.Equity, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([1000, 896.98, 896.98, 999.94], curve.Cash, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([0, 1, 1, 0], curve.OpenPositions);
    }

    [Fact]
    public void Same_close_fill_takes_the_close_of_the_deciding_bar() => Assert.Equal(
        ["LONG 0@100 -> 2@105 Signal"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103
            103 106 102 105 sell
            107 108 106 107
            """)) with
        { Conventions = Conventions.Presets["house"] with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false } }));

    [Fact]
    public void Reversal_closes_then_opens_at_the_same_fill() => Assert.Equal(
        ["LONG 1@102 -> 3@107 Reversal", "SHORT 3@107 -> 3@107 EndOfData"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103
            103 106 102 105 short
            107 108 106 107
            """))));

    [Theory]
    [InlineData(OppositeEntry.Close, "LONG 1@102 -> 2@103 Signal")]
    [InlineData(OppositeEntry.Ignore, "LONG 1@102 -> 3@107 EndOfData")]
    public void Opposite_entry_closes_or_is_ignored_where_the_strategy_says_so(OppositeEntry opposite, string expected) => Assert.Equal(
        [expected],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103 short
            103 106 102 105
            107 108 106 107
            """,
            opposite: opposite))));

    [Fact]
    public void Exit_with_an_opposite_entry_in_one_bar_reverses() => Assert.Equal(
        ["LONG 1@102 -> 2@103 Reversal", "SHORT 2@103 -> 2@105 EndOfData"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103 sell short
            103 106 102 105
            """))));

    [Fact]
    public void Signal_in_the_direction_of_the_position_is_ignored() => Assert.Equal(
        ["LONG 1@102 -> 3@107 EndOfData"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103 buy
            103 106 102 105 buy
            107 108 106 107
            """))));

    [Fact]
    public void Both_entries_at_once_while_flat_open_nothing_and_are_counted()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy short
            102 104 101 103
            """)));
        Assert.Empty(outcome.Trades);
        Assert.Equal(1, outcome.Refusals[RefusalReason.ConflictingSignals]);
    }

    [Fact]
    public void Entry_and_exit_of_one_side_at_once_do_nothing_when_flat_and_exit_in_a_position() => Assert.Equal(
        ["LONG 2@103 -> 3@107 Signal"],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy sell
            102 104 101 103 buy
            103 106 102 105 buy sell
            107 108 106 107
            """))));

    [Theory]
    [InlineData(AllowedDirection.LongOnly, "LONG 1@102 -> 3@107 EndOfData")]
    [InlineData(AllowedDirection.ShortOnly, "SHORT 2@103 -> 3@107 EndOfData")]
    public void Side_that_may_not_be_opened_is_not_looked_at(AllowedDirection direction, string expected) => Assert.Equal(
        [expected],
        Drawn.Trades(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103 short
            103 106 102 105
            107 108 106 107
            """)) with
        { Direction = direction }));

    [Fact]
    public void Exits_of_all_symbols_come_before_entries_and_entries_in_the_order_of_symbols()
    {
        // AAA takes all cash; its sale at bar 2 pays for BBB's entry at the same open, and CCC, later in order, finds none left.
        var a = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100 sell\n100 101 99 100", name: "AAA");
        var b = Drawn.Symbol("100 101 99 100\n100 101 99 100 buy\n100 101 99 100", name: "BBB");
        var c = Drawn.Symbol("100 101 99 100\n100 101 99 100 buy\n100 101 99 100", name: "CCC");
        Assert.Equal(
            ["AAA LONG 1@100 -> 2@100 Signal", "BBB LONG 2@100 -> 2@100 EndOfData"],
            Drawn.Trades(Drawn.House(c with { }, a, b) with { Symbols = [a, b, c], Sizing = new FixedNotional(1000) }));
    }

    [Fact]
    public void Position_beyond_the_allowed_number_is_refused()
    {
        var a = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100", name: "AAA");
        var b = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100", name: "BBB");
        var outcome = Backtest.Run(Drawn.House(a, b) with { MaxOpenPositions = 1 });
        Assert.Equal("AAA", Assert.Single(outcome.Trades).Symbol);
        Assert.Equal(1, outcome.Refusals[RefusalReason.MaxOpenPositions]);
    }

    [Fact]
    public void Drawdown_limit_closes_positions_at_the_next_open_and_ends_trading()
    {
        // Ten units from 100: at the close of 80 equity is 800, a loss of 20 %.
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            100 101  79  80
             82  83  81  82 buy
             90  91  89  90
            """)) with
        { Sizing = new FixedNotional(1000), MaxDrawdown = 0.2 });
        var trade = Assert.Single(outcome.Trades);
        Assert.Equal((2, 82d, ExitReason.MaxDrawdown), (trade.ExitBar, trade.ExitPrice, trade.ExitReason));
        Assert.Equal(Drawn.BarMs, outcome.StoppedAtMs);
    }

    [Fact]
    public void Symbols_with_different_bars_are_handled_in_the_order_of_time()
    {
        var a = Drawn.Symbol("100 101 99 100 buy\n-\n110 111 109 110", name: "AAA");
        var b = Drawn.Symbol("-\n50 51 49 50 buy\n52 53 51 52", name: "BBB");
        var outcome = Backtest.Run(Drawn.House(a, b));
        Assert.Equal([0, Drawn.BarMs, 2 * Drawn.BarMs], outcome.Curve.TimeMs);
        Assert.Equal(["AAA LONG 1@110 -> 1@110 EndOfData", "BBB LONG 1@52 -> 1@52 EndOfData"], Drawn.Trades(Drawn.House(a, b)));
    }

    [Fact]
    public void Excursions_are_fractions_of_the_entry_price_and_end_with_the_exit()
    {
        // Bought at 100: lowest 95, highest 110 while held; the exit bar counts with its open alone.
        var trade = Assert.Single(Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            100 110  98 105
            104 106  95 105 sell
            103 150  50 100
            """))).Trades);
        Assert.Equal(-0.05, trade.Mae, 12);
        Assert.Equal(0.10, trade.Mfe, 12);
        Assert.Equal(2, trade.BarsHeld);
    }
}
