using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>
/// Leverage of 10 with half a percent of maintenance margin and liquidation fee; 5 units from 100 unless said otherwise,
/// so that a position of 500 ties 50 of 1000.
/// </summary>
public class MarginTests
{
    private static readonly Margin Isolated = new(10, MarginMode.Isolated, 0.005, 0.005);
    private static readonly Margin Cross = Isolated with { Mode = MarginMode.Cross };

    // 100 · (1 − 1/10) / (1 − 0.005), and its mirror 100 · (1 + 1/10) / (1 + 0.005)
    private const string LongAt = "90.452261";
    private const string ShortAt = "109.452736";

    [Theory]
    [InlineData("buy", "100 101 90 95", "LONG 1@100 -> 1@" + LongAt + " Liquidation")] // by the wick alone
    [InlineData("buy", "100 101 90.46 95", "LONG 1@100 -> 2@95 EndOfData")] // not reached
    [InlineData("short", "100 110 99 105", "SHORT 1@100 -> 1@" + ShortAt + " Liquidation")]
    [InlineData("short", "100 109.45 99 105", "SHORT 1@100 -> 2@95 EndOfData")]
    public void Isolated_position_is_liquidated_when_the_wick_reaches_its_price(string side, string bar, string expected) =>
        Assert.Equal([expected], Drawn.Trades(Input($"100 101 99 100 {side}\n{bar}\n95 95 95 95")));

    [Theory]
    [InlineData("buy", "100 101 1 50", "LONG 1@100 -> 2@95 EndOfData")]
    [InlineData("short", "100 900 99 800", "SHORT 1@100 -> 2@95 EndOfData")]
    public void Account_without_leverage_is_never_liquidated(string side, string bar, string expected) =>
        Assert.Equal([expected], Drawn.Trades(Input($"100 101 99 100 {side}\n{bar}\n95 95 95 95") with { Margin = null }));

    [Fact]
    public void Liquidation_takes_its_own_fee_and_no_slippage()
    {
        var outcome = Backtest.Run(Input("100 101 99 100 buy\n100 101 80 95\n95 95 95 95") with { Fees = new PercentFees(0.1, 0.1), Slippage = new BpsSlippage(0, 100, 0) });
        var price = 90 / 0.995;

        // Entry fee 50; then 0.5 % of the value of 5 at 90.452261 = 2.261307.
        Assert.Equal([50, 5 * price * 0.005], outcome.Fills.Select(f => f.Fee));
        Assert.Equal(0, outcome.Fills[1].Slippage);
        Assert.Equal(1000 - 50 - (5 * (100 - price)) - (5 * price * 0.005), outcome.Curve.Equity[^1], 9);
    }

    [Fact]
    public void Maintenance_and_fee_of_the_same_size_cost_just_the_margin()
    {
        // 5 · (100 − 90.452261) + 0.005 · 5 · 90.452261 = 47.738693 + 2.261307 = 50 = 500 / 10.
        var outcome = Backtest.Run(Input("100 101 99 100 buy\n100 101 90 95\n95 95 95 95"));
        Assert.Equal(950, outcome.Curve.Equity[^1], 9);
    }

    [Fact]
    public void Open_beyond_the_liquidation_price_is_taken_at_the_open() =>
        Assert.Equal(["LONG 1@100 -> 2@85 Liquidation"], Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 100\n85 86 84 85\n85 85 85 85")));

    [Theory]
    [InlineData(0.05, "LONG 1@100 -> 2@95 StopLoss")] // the stop comes first on the way
    [InlineData(0.20, "LONG 1@100 -> 2@" + LongAt + " Liquidation")]
    public void Nearer_of_stop_and_liquidation_price_counts(double stop, string expected)
    {
        var input = Input("") with { Symbols = [Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n100 100 70 75\n75 75 75 75", StopDistance.Fraction(stop))] };
        Assert.Equal([expected], Drawn.Trades(input));
    }

    [Fact]
    public void Bar_with_target_and_liquidation_price_is_ambiguous_and_the_rule_decides()
    {
        var input = Input("") with { Symbols = [Drawn.Symbol("100 101 99 100 buy\n100 106 90 100\n100 100 100 100", target: StopDistance.Fraction(0.05))] };
        Assert.Equal(["LONG 1@100 -> 1@" + LongAt + " Liquidation"], Drawn.Trades(input));
        Assert.Equal(["LONG 1@100 -> 1@105 TakeProfit"], Drawn.Trades(input with { Intrabar = IntrabarRule.TargetFirst }));
        Assert.Equal(1, Backtest.Run(input).AmbiguousBars);
    }

    [Fact]
    public void Trailing_stop_takes_over_once_it_is_nearer()
    {
        var plain = Drawn.Symbol("100 101 99 100 buy\n100 120 100 120\n120 120 90 95\n95 95 95 95");
        var trailing = plain with { Decisions = new Decisions { Signals = plain.Decisions.Signals, TrailingStop = StopDistance.Fraction(0.15) } };

        // From 100 the trail lies at 85, behind the liquidation price; from 120 at 102.
        Assert.Equal(["LONG 1@100 -> 2@102 TrailingStop"], Drawn.Trades(Input("") with { Symbols = [trailing] }));
    }

    [Fact]
    public void Position_ties_its_value_over_the_leverage()
    {
        const string Table = "100 101 99 100 buy\n100 101 99 100\n100 100 100 100";
        Assert.Equal(100, Backtest.Run(Input(Table) with { Sizing = new AllIn() }).Fills[0].Quantity, 9); // 1000 · 10 / 100
        Assert.Equal(50, Backtest.Run(Input(Table) with { Sizing = new AllIn(), Fees = new PercentFees(0.1, 0.1) }).Fills[0].Quantity, 9); // 1000 / (100 · (1/10 + 1/10))
        Assert.Single(Backtest.Run(Input(Table) with { Sizing = new FixedNotional(10_000) }).Trades);
        Assert.Equal(1, Backtest.Run(Input(Table) with { Sizing = new FixedNotional(10_001) }).Refusals[RefusalReason.InsufficientCash]);
    }

    [Fact]
    public void Second_position_has_what_the_first_leaves()
    {
        // The first ties 600 of 1000: 4000 of value are left, more are refused.
        var (a, b) = (Drawn.Symbol("100 101 99 100 buy\n100 101 99 100", name: "AAA"), Drawn.Symbol("100 101 99 100 short\n100 101 99 100", name: "BBB"));
        Assert.Equal(1, Backtest.Run(Drawn.House(a, b) with { Margin = Isolated, Sizing = new FixedNotional(6000) }).Refusals[RefusalReason.InsufficientCash]);
        Assert.Equal(2, Backtest.Run(Drawn.House(a, b) with { Margin = Isolated, Sizing = new FixedNotional(5000) }).Trades.Count);
    }

    [Fact]
    public void Cross_position_is_liquidated_when_the_account_is_down_to_the_maintenance_margin()
    {
        // 50 from 100: cash 1000 − 5000 = −4000. −4000 + 50 p = 0.005 · 50 p at p = 4000 / 49.75 = 80.40201.
        var input = Input("100 101 99 100 buy\n100 101 81 90\n90 91 80 90\n90 90 90 90") with { Margin = Cross, Sizing = new FixedQuantity(50) };
        Assert.Equal(["LONG 1@100 -> 2@80.40201 Liquidation"], Drawn.Trades(input));

        // Alone, isolated, it would have been liquidated a bar earlier.
        Assert.Equal(["LONG 1@100 -> 1@" + LongAt + " Liquidation"], Drawn.Trades(input with { Margin = Isolated }));
    }

    [Fact]
    public void Cross_short_is_the_mirror()
    {
        // 50 short from 100: cash 6000. 6000 − 50 p = 0.005 · 50 p at p = 6000 / 50.25 = 119.402985.
        var input = Input("100 101 99 100 short\n100 119 99 110\n110 120 100 110\n110 110 110 110") with { Margin = Cross, Sizing = new FixedQuantity(50) };
        Assert.Equal(["SHORT 1@100 -> 2@119.402985 Liquidation"], Drawn.Trades(input));
    }

    [Fact]
    public void Cross_margin_counts_the_other_positions_at_their_last_closes()
    {
        // 50 of each from 100: cash 1000 − 10,000 = −9000. The other closes at 95, worth 4750:
        // −9000 + 4750 + 50 p = 0.005 · (4750 + 50 p) at p = (9000 − 4750 + 23.75) / 49.75 = 85.904523.
        // With the first one gone (fee 21.476131) cash is −4726.25; equity at 95 is above the maintenance margin.
        var a = Drawn.Symbol("100 101 99 100 buy\n100 101 96 100\n96 96 85 90\n90 90 90 90", name: "AAA");
        var b = Drawn.Symbol("100 101 99 100 buy\n100 101 95 95\n96 97 95 96\n95 95 95 95", name: "BBB");
        var trades = Drawn.Trades(Drawn.House(a, b) with { Margin = Cross with { LiquidationFee = 0 }, Sizing = new FixedQuantity(50) });
        Assert.Equal(["AAA LONG 1@100 -> 2@85.904523 Liquidation", "BBB LONG 1@100 -> 3@95 EndOfData"], trades);
    }

    [Fact]
    public void Cross_margin_frees_unrealised_gains_for_new_positions()
    {
        // 50 of the first, from 100 to 110: 500 more than the 1000, of which it ties 500: 1000 are free, a value of 10,000.
        var a = Drawn.Symbol("100 101 99 100 buy\n100 110 99 110\n110 110 110 110\n110 110 110 110", name: "AAA");
        var b = Drawn.Symbol("100 101 99 100\n100 101 99 100 buy\n100 100 100 100\n100 100 100 100", name: "BBB");
        var input = Drawn.House(a, b) with { Margin = Cross, Sizing = new FixedQuantity(50) };
        double Largest(Margin margin) => Backtest.Run(input with { Margin = margin, Sizing = new FirstThenAllIn(50) }).Fills[1].Quantity;
        Assert.Equal(100, Largest(Cross), 9);
        Assert.Equal(50, Largest(Isolated), 9); // 1000 − 500 tied
    }

    private static BacktestInput Input(string table) => Drawn.House(table.Length == 0 ? Drawn.Symbol("100 100 100 100") : Drawn.Symbol(table)) with
    {
        Margin = Isolated,
        Sizing = new FixedQuantity(5),
    };

    /// <summary>A fixed size for the first entry, all that the account allows for later ones.</summary>
    private sealed record FirstThenAllIn(double First) : ISizingModel
    {
        public bool CutToCash => true;

        public double Quantity(in SizingInput input) => input.Candles.Key.Symbol == "AAA" ? First : input.AffordableQuantity;
    }
}
