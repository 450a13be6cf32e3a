using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Limits of a run, on an account of 1,000 without costs.</summary>
public class RiskTests
{
    [Theory]
    [InlineData(0.2, new[] { "LONG 1@100 -> 3@100 EndOfData" }, 0)] // 2 × 100 is just a fifth of 1,000
    [InlineData(0.19, new string[0], 1)]
    public void Entry_that_takes_more_value_into_its_symbol_than_allowed_is_refused(double limit, string[] expected, int refused)
    {
        var input = Drawn.House(Drawn.Symbol("100 100 100 100 buy\n100 100 100 100\n100 100 100 100\n100 100 100 100")) with
        {
            Sizing = new FixedQuantity(2),
            MaxSymbolExposure = limit,
        };
        Assert.Equal(expected, Drawn.Trades(input));
        Assert.Equal(refused, Backtest.Run(input).Refusals[RefusalReason.ExposureLimit]);
    }

    [Fact]
    public void Exposure_is_measured_at_the_equity_of_the_moment_and_the_fills_price()
    {
        // 10 % of 1,000 at a price of 100 is one unit; at the next open of 110 one unit is 110, too much.
        var input = Drawn.House(Drawn.Symbol("100 100 100 100 buy\n110 110 110 110\n110 110 110 110")) with { MaxSymbolExposure = 0.1 };
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.ExposureLimit]);
    }

    [Fact]
    public void Percentage_of_equity_fits_a_limit_of_the_same_fraction()
    {
        var input = Drawn.House(Drawn.Symbol("100 101 97 99.7 buy\n99.7 101 97 99.7\n99.7 101 97 99.7")) with
        {
            InitialCapital = 1234.56,
            Sizing = new PercentOfEquity(0.37),
            MaxSymbolExposure = 0.37,
        };
        Assert.Equal(["LONG 1@99.7 -> 2@99.7 EndOfData"], Drawn.Trades(input));
    }

    [Fact]
    public void Total_exposure_counts_other_symbols_at_their_latest_close()
    {
        // A: 2 units, marked at 150 = 300. B wants 2 × 100: 500 of an equity of 1,100 is above 45 %, so it is refused.
        var a = Drawn.Symbol("100 100 100 100 buy\n100 150 100 150\n150 150 150 150\n150 150 150 150", name: "A");
        var b = Drawn.Symbol("100 100 100 100\n100 100 100 100 buy\n100 100 100 100\n100 100 100 100", name: "B");
        var input = Drawn.House(a, b) with { Sizing = new FixedQuantity(2), MaxExposure = 0.45 };
        Assert.Equal(["A LONG 1@100 -> 3@150 EndOfData"], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.ExposureLimit]);
        Assert.Equal(2, Drawn.Trades(input with { MaxExposure = 0.46 }).Length);
    }

    [Fact]
    public void Daily_loss_pauses_entries_until_the_next_UTC_day()
    {
        // Bars of an hour from midnight. The first trade loses 60 of 1,000 at its close in hour 2; hour 3's entry is refused.
        // The day's last bar (hour 23) decides again: it fills at 0:00, a new day.
        var lines = Enumerable.Repeat("100 100 100 100", 30).ToArray();
        lines[0] = "100 100 100 100 buy";
        lines[1] = "100 100 40 40 sell";
        lines[2] = "40 100 40 100 buy";
        lines[23] = "100 100 100 100 buy";
        var input = Drawn.House(Drawn.Symbol(string.Join('\n', lines))) with { MaxDailyLoss = 0.06 };
        Assert.Equal(["LONG 1@100 -> 2@40 Signal", "LONG 24@100 -> 29@100 EndOfData"], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.MaxDailyLoss]);
        Assert.Equal(0, Backtest.Run(input with { MaxDailyLoss = 0.061 }).Refusals[RefusalReason.MaxDailyLoss]);
    }

    [Fact]
    public void Daily_loss_is_counted_from_the_equity_at_the_end_of_the_day_before()
    {
        // Day 1 gains 100 (equity 1,100). On day 2 the fall back to 1,045 is 5 %.
        var lines = Enumerable.Repeat("100 100 100 100", 30).ToArray();
        lines[0] = "100 100 100 100 buy";
        for (var i = 1; i < 24; i++)
        {
            lines[i] = "100 200 100 200";
        }

        lines[24] = "200 200 145 145 sell";
        lines[25] = "145 145 145 145 buy";
        var input = Drawn.House(Drawn.Symbol(string.Join('\n', lines))) with { MaxDailyLoss = 0.05 };
        Assert.Equal(["LONG 1@100 -> 25@145 Signal"], Drawn.Trades(input));
        Assert.Equal(2, Drawn.Trades(input with { MaxDailyLoss = 0.0501 }).Length);
    }

    [Fact]
    public void Drawdown_that_pauses_leaves_positions_and_refuses_entries_until_equity_is_back()
    {
        // A falls from 100 to 40 (equity 940, 6 % below 1,000): B's first entry is refused, A stays open. A recovers: B enters.
        var a = Drawn.Symbol("100 100 100 100 buy\n100 100 40 40\n40 40 40 40\n40 100 40 100\n100 100 100 100\n100 100 100 100", name: "A");
        var b = Drawn.Symbol("10 10 10 10\n10 10 10 10 buy\n10 10 10 10\n10 10 10 10 buy\n10 10 10 10\n10 10 10 10", name: "B");
        var input = Drawn.House(a, b) with { MaxDrawdown = 0.06, OnMaxDrawdown = DrawdownAction.Pause };
        Assert.Equal(["A LONG 1@100 -> 5@100 EndOfData", "B LONG 4@10 -> 5@10 EndOfData"], Drawn.Trades(input));
        var outcome = Backtest.Run(input);
        Assert.Equal(1, outcome.Refusals[RefusalReason.MaxDrawdown]);
        Assert.Null(outcome.StoppedAtMs);
    }

    [Fact]
    public void Drawdown_that_stops_closes_and_opens_nothing_more() => Assert.Equal(
        ["LONG 1@100 -> 2@40 MaxDrawdown"],
        Drawn.Trades(Drawn.House(Drawn.Symbol("100 100 100 100 buy\n100 100 40 40\n40 100 40 100 buy\n100 100 100 100")) with { MaxDrawdown = 0.06 }));

    [Fact]
    public void Reversal_under_a_pause_closes_and_does_not_open()
    {
        var input = Drawn.House(Drawn.Symbol("100 100 100 100 buy\n100 100 40 40 short\n40 40 40 40\n40 40 40 40")) with { MaxDailyLoss = 0.05 };
        Assert.Equal(["LONG 1@100 -> 2@40 Reversal"], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.MaxDailyLoss]);
    }
}
