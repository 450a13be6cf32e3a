using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>How big an order is, and when it is refused. Columns as in <see cref="FillTests"/>.</summary>
public class SizeTests
{
    [Fact]
    public void Order_beyond_the_cash_is_refused_with_its_reason()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(
            """
            100 101  99 100 buy
            102 104 101 103
            """)) with
        { Sizing = new FixedNotional(1000.01) });
        Assert.Empty(outcome.Trades);
        Assert.Equal(1, outcome.Refusals[RefusalReason.InsufficientCash]);
    }

    [Fact]
    public void Fee_counts_against_the_cash_of_an_order()
    {
        // 990.1 × 1.01 = 1000.001 is beyond 1000.
        var input = Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 99 100")) with { Fees = new PercentFees(0.01, 0.01) };
        Assert.Equal(1, Backtest.Run(input with { Sizing = new FixedNotional(990.1) }).Refusals[RefusalReason.InsufficientCash]);
        Assert.Single(Backtest.Run(input with { Sizing = new FixedNotional(990) }).Trades);
    }

    [Fact]
    public void Short_needs_free_cash_of_its_notional_and_ties_it()
    {
        // The first short ties 600 of 1000 (its proceeds too): the second one of 600 is refused, one of 400 is not.
        var a = Drawn.Symbol("100 101 99 100 short\n100 101 99 100", name: "AAA");
        var b = Drawn.Symbol("100 101 99 100 short\n100 101 99 100", name: "BBB");
        var both = Backtest.Run(Drawn.House(a, b) with { Sizing = new FixedNotional(600) });
        Assert.Equal(1, both.Refusals[RefusalReason.InsufficientCash]);
        Assert.Equal(2, Backtest.Run(Drawn.House(a, b) with { Sizing = new FixedNotional(500) }).Trades.Count);
    }

    [Fact]
    public void All_in_takes_what_the_cash_covers_with_the_fee()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n100 101 99 100"))
            with
        { Sizing = new AllIn(), Fees = new PercentFees(0.01, 0.01) });

        // 1000 / (100 × 1.01) = 9.900990099…; cash is used up.
        Assert.Equal(1000 / 101.0, outcome.Trades[0].Quantity, 12);
        Assert.Equal(0, outcome.Curve.Cash[1], 9);
    }

    [Fact]
    public void Size_is_rounded_down_to_the_lot_and_refused_below_the_minimum_notional()
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100") with { Instrument = new Instrument("drawn", "AAA", LotSize: 0.3, MinimumNotional: 80) };
        Assert.Equal(0.9, Assert.Single(Backtest.Run(Drawn.House(symbol)).Trades).Quantity, 12);
        var small = Backtest.Run(Drawn.House(symbol) with { Sizing = new FixedNotional(89) });
        Assert.Empty(small.Trades);
        Assert.Equal(1, small.Refusals[RefusalReason.BelowMinimumNotional]);
    }
}
