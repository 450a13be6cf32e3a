using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Several entries into one position. One unit each, without costs unless said otherwise.</summary>
public class ScaleInTests
{
    [Fact]
    public void Entries_up_to_the_limit_add_to_the_position_at_their_average_price()
    {
        // Entries at 100 and 110; the third signal is one too many. Average 105, exit at 120: 2 × 15.
        var input = Drawn.House(Symbol("100 100 100 100 buy\n100 110 100 110 buy\n110 110 110 110 buy\n110 120 110 120 sell\n120 120 120 120", 2));
        var trade = Assert.Single(Backtest.Run(input).Trades);
        Assert.Equal((2d, 105d, 120d, 30d, 1), (trade.Quantity, trade.EntryPrice, trade.ExitPrice, trade.ProfitLoss, trade.EntryBar));
        Assert.Equal(3, Backtest.Run(input).Fills.Count);
    }

    [Fact]
    public void Average_is_weighted_by_size()
    {
        // 300 at 100 are 3 units, 300 at 150 are 2: average 600 / 5 = 120.
        var input = Drawn.House(Symbol("100 100 100 100 buy\n100 150 100 150 buy\n150 150 150 150\n150 150 150 150", 2)) with { Sizing = new FixedNotional(300) };
        Assert.Equal(["LONG 1@120 -> 3@150 EndOfData"], Drawn.Trades(input));
    }

    [Fact]
    public void Partial_exit_after_an_addition_takes_its_share_of_size_and_costs_at_the_average()
    {
        // Entries of 1 at 100 and at 104 with a fee of 1 %: average 102, fees 1 and 1.04. Trim of half of the 2 units at 106
        // (a distance of 6 from the first fill): gain 4, fees half of 2.04 and 1.06. The rest leaves at 110: gain 8.
        var trim = new Trim(StopDistance.Column(new[] { 6.0, 6, 6, 6, 6 }), 0.5);
        var symbol = Symbol("100 100 100 100 buy\n100 104 100 104 buy\n104 107 104 107\n107 110 107 110\n110 110 110 110", 2, trims: [trim]);
        var trades = Backtest.Run(Drawn.House(symbol) with { Fees = new PercentFees(0.01, 0.01) }).Trades;
        Assert.Equal([(1d, 102d, 106d), (1d, 102d, 110d)], trades.Select(t => (t.Quantity, t.EntryPrice, t.ExitPrice)));
        Assert.Equal(4 - 1.02 - 1.06, trades[0].ProfitLoss, 10);
        Assert.Equal(8 - 1.02 - 1.10, trades[1].ProfitLoss, 10);
    }

    [Fact]
    public void Addition_after_a_partial_exit_averages_what_is_left()
    {
        // 1 at 100, half sold at 110, 1 at 120: (0.5 × 100 + 1 × 120) / 1.5.
        var trim = new Trim(StopDistance.Column(new[] { 10.0, 10, 10, 10, 10 }), 0.5);
        var symbol = Symbol("100 100 100 100 buy\n100 110 100 110\n110 120 110 120 buy\n120 120 120 120\n120 120 120 120", 2, trims: [trim]);
        Assert.Equal(["LONG 1@100 -> 1@110 Trim", "LONG 1@113.333333 -> 4@120 EndOfData"], Drawn.Trades(Drawn.House(symbol)));
    }

    [Fact]
    public void Stop_stays_where_the_first_entry_laid_it() => Assert.Equal(
        ["LONG 1@102 -> 3@98 StopLoss"],
        Drawn.Trades(Drawn.House(Symbol("100 100 100 100 buy\n100 104 100 104 buy\n104 104 104 104\n104 104 97 97\n97 97 97 97", 2, stop: StopDistance.Fraction(0.02)))));

    [Fact]
    public void Break_even_lifts_the_stop_to_the_average_price() => Assert.Equal(
        ["LONG 1@102 -> 3@102 BreakEven"],
        Drawn.Trades(Drawn.House(Symbol("100 100 100 100 buy\n100 104 100 104 buy\n104 110 104 110\n110 110 101 101\n101 101 101 101", 2, breakEven: StopDistance.Fraction(0.05)))));

    [Fact]
    public void Addition_whose_position_left_at_the_open_is_refused()
    {
        // The bar after the second signal opens below the stop at 98: the position is gone before the addition fills.
        var input = Drawn.House(Symbol("100 100 100 100 buy\n100 100 100 100 buy\n97 97 97 97\n97 97 97 97", 2, stop: StopDistance.Fraction(0.02)));
        Assert.Equal(["LONG 1@100 -> 2@97 StopLoss"], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.PositionClosed]);
    }

    [Fact]
    public void Addition_is_no_further_position_and_needs_no_cooldown()
    {
        var symbol = Symbol("100 100 100 100 buy\n100 100 100 100 buy\n100 100 100 100\n100 100 100 100", 2);
        var input = Drawn.House(symbol with { Decisions = symbol.Decisions with { CooldownBars = 5 } }) with { MaxOpenPositions = 1 };
        Assert.Equal(2, Assert.Single(Backtest.Run(input).Trades).Quantity);
    }

    [Fact]
    public void Addition_beyond_the_exposure_is_refused()
    {
        var input = Drawn.House(Symbol("100 100 100 100 buy\n100 100 100 100 buy\n100 100 100 100\n100 100 100 100", 2)) with { MaxSymbolExposure = 0.15 };
        Assert.Equal(1, Assert.Single(Backtest.Run(input).Trades).Quantity);
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.ExposureLimit]);
    }

    [Theory]
    [InlineData("buy sell", "LONG 1@100 -> 2@100 Signal", 1)] // its exit wins
    [InlineData("buy short", "LONG 1@100 -> 2@100 Reversal", 1)] // the other side's entry reverses
    [InlineData("buy short cover", "LONG 1@100 -> 3@100 EndOfData", 1)] // both sides speak: nothing
    public void Own_entry_with_an_exit_or_an_opposite_entry_adds_nothing(string signals, string first, double quantity)
    {
        var input = Drawn.House(Symbol($"100 100 100 100 buy\n100 100 100 100 {signals}\n100 100 100 100\n100 100 100 100", 3));
        Assert.Equal(first, Drawn.Trades(input)[0]);
        Assert.Equal(quantity, Backtest.Run(input).Trades[0].Quantity);
    }

    [Fact]
    public void Short_position_is_added_to_likewise() => Assert.Equal(
        ["SHORT 1@95 -> 3@80 EndOfData"],
        Drawn.Trades(Drawn.House(Symbol("100 100 100 100 short\n100 100 90 90 short\n90 90 80 80\n80 80 80 80", 2))));

    private static SymbolInput Symbol(string table, int entries, StopDistance? stop = null, StopDistance? breakEven = null, IReadOnlyList<Trim>? trims = null)
    {
        var symbol = Drawn.Symbol(table, stop);
        return symbol with { Decisions = symbol.Decisions with { MaxEntries = entries, BreakEven = breakEven, Trims = trims ?? [] } };
    }
}
