using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Prices and sizes on an instrument's steps.</summary>
public class RoundingTests
{
    private static readonly Instrument Tenth = new("drawn", "AAA", TickSize: 0.1, LotSize: 0.1);

    [Fact]
    public void Price_moved_by_slippage_lies_on_the_next_tick_against_the_trader()
    {
        // 3 basis points of 100 are 0.03: buys at 100.1, sells at 110 − 0.033 on 109.9.
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100 sell\n110 111 109 110") with { Instrument = Tenth };
        Assert.Equal(["LONG 1@100.1 -> 2@109.9 Signal"], Drawn.Trades(Drawn.House(symbol) with { Slippage = new BpsSlippage(3, 3, 0) }));
    }

    [Fact]
    public void Price_of_the_market_itself_is_not_rounded()
    {
        var symbol = Drawn.Symbol("100.03 101 99 100 buy\n100.03 101 99 100 sell\n100.07 111 99 110") with { Instrument = Tenth };
        Assert.Equal(["LONG 1@100.03 -> 2@100.07 Signal"], Drawn.Trades(Drawn.House(symbol)));
    }

    [Theory]
    [InlineData(0.0194, "LONG 1@100 -> 1@98.1 StopLoss")] // 98.06 is nearest to 98.1
    [InlineData(0.0196, "LONG 1@100 -> 1@98 StopLoss")] // 98.04 is nearest to 98.0
    public void Stop_lies_on_the_nearest_tick(double distance, string expected)
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 97 100\n100 100 100 100", StopDistance.Fraction(distance)) with { Instrument = Tenth };
        Assert.Equal([expected], Drawn.Trades(Drawn.House(symbol)));
    }

    [Fact]
    public void Target_and_trailing_stop_lie_on_the_nearest_tick()
    {
        var target = Drawn.Symbol("100 101 99 100 buy\n100 105 99 100\n100 100 100 100", target: StopDistance.Fraction(0.0307)) with { Instrument = Tenth };
        Assert.Equal(["LONG 1@100 -> 1@103.1 TakeProfit"], Drawn.Trades(Drawn.House(target)));
        var plain = Drawn.Symbol("100 101 99 100 buy\n100 103 100 103\n103 103 100 100\n100 100 100 100");
        var trailing = plain with { Instrument = Tenth, Decisions = new Decisions { Signals = plain.Decisions.Signals, TrailingStop = StopDistance.Fraction(0.0203) } };

        // From the best price of 103: 103 × (1 − 0.0203) = 100.9091.
        Assert.Equal(["LONG 1@100 -> 2@100.9 TrailingStop"], Drawn.Trades(Drawn.House(trailing)));
    }

    [Theory]
    [InlineData(0.3, 0.3)] // 0.3 / 0.1 is 2.9999999999999996, and still three lots
    [InlineData(0.39, 0.3)]
    [InlineData(1.0, 1.0)]
    public void Size_that_is_a_multiple_of_the_lot_stays_whole(double wanted, double filled)
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n100 100 100 100") with { Instrument = Tenth };
        Assert.Equal(filled, Backtest.Run(Drawn.House(symbol) with { Sizing = new FixedQuantity(wanted) }).Fills[0].Quantity, 12);
    }

    [Fact]
    public void Partial_exit_below_the_lot_is_refused_and_counted()
    {
        var plain = Drawn.Symbol("100 101 99 100 buy\n100 105 99 100\n100 100 100 100");
        var symbol = plain with
        {
            Instrument = Tenth,
            Decisions = new Decisions { Signals = plain.Decisions.Signals, Trims = [new Trim(StopDistance.Fraction(0.02), 0.05)] },
        };
        var outcome = Backtest.Run(Drawn.House(symbol));
        Assert.Equal((1, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.BelowMinimumNotional]));
    }
}
