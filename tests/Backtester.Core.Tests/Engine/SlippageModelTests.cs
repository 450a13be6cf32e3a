using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>How far from the market's price orders fill under each slippage model.</summary>
public class SlippageModelTests
{
    /// <summary>True ranges 4 and 6 at rows 1 and 2: their mean, the first average true range of length 2, is 5 at row 2. Volume is 1 a bar.</summary>
    private const string Warm = "100 101 99 100\n100 102 98 100\n100 103 97 100 buy\n100 101 99 100 sell\n110 111 109 110";

    [Fact]
    public void Ticks_are_counted_by_order_type()
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 102 97 100\n100 100 100 100", StopDistance.Fraction(0.02)) with { Instrument = new Instrument("drawn", "AAA", TickSize: 0.5) };
        var input = Drawn.House(symbol) with { Slippage = new TickSlippage(new ByOrderType(2, 1, 0)) };

        // 100 + 2 × 0.5 = 101; its stop 2 % below at 98.98 lies on the tick 99, and sells one tick lower.
        Assert.Equal(["LONG 1@101 -> 1@98.5 StopLoss"], Drawn.Trades(input));
        var target = Drawn.Symbol("100 101 99 100 buy\n100 106 99 100\n100 100 100 100", target: StopDistance.Fraction(0.03)) with { Instrument = symbol.Instrument };
        Assert.Equal(["LONG 1@101 -> 1@104 TakeProfit"], Drawn.Trades(input with { Symbols = [target] }));
    }

    [Fact]
    public void Fraction_of_the_average_true_range_is_that_of_the_decision_bar()
    {
        var input = Drawn.House(Drawn.Symbol(Warm)) with { Slippage = new AtrSlippage(new ByOrderType(0.1, 0.1, 0), 2) };

        // Buys at 100 + 0.1 × 5. At row 3 the true range is 2 and the average (5 + 2) / 2 = 3.5: sells at 110 − 0.35.
        Assert.Equal(["LONG 3@100.5 -> 4@109.65 Signal"], Drawn.Trades(input));
    }

    [Fact]
    public void Entry_whose_slippage_is_not_known_yet_is_refused()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 101 99 100\n100 102 98 100 buy\n100 103 97 100\n100 101 99 100")) with
        {
            Slippage = new AtrSlippage(new ByOrderType(0.1, 0.1, 0), 2),
        });
        Assert.Empty(outcome.Trades);
        Assert.Equal(1, outcome.Refusals[RefusalReason.UnknownSlippage]);
    }

    [Fact]
    public void Entry_is_refused_too_where_only_its_stop_would_need_the_estimate()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 101 99 100\n100 102 98 100 buy\n100 103 97 100\n100 101 99 100")) with
        {
            Slippage = new AtrSlippage(new ByOrderType(0, 0.1, 0), 2),
        });
        Assert.Equal((0, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.UnknownSlippage]));
    }

    [Theory]
    [InlineData(0.25, 102.5)] // 5 × √(0.25 / 1)
    [InlineData(0.01, 100.5)] // 5 × √(0.01 / 1)
    [InlineData(4, 105)] // more than the bar's volume: the whole of it
    public void Impact_grows_with_the_root_of_the_share_of_volume(double quantity, double price)
    {
        var input = Drawn.House(Drawn.Symbol(Warm)) with { Slippage = new VolumeShareSlippage(1, 2), Sizing = new FixedQuantity(quantity) };
        var fill = Backtest.Run(input).Fills[0];
        Assert.Equal(price, fill.Price, 12);
        Assert.Equal(quantity * (price - 100), fill.Slippage, 12);
    }

    [Fact]
    public void Size_cut_to_cash_pays_the_impact_of_the_cut_size()
    {
        var input = Drawn.House(Drawn.Symbol(Warm)) with { Slippage = new VolumeShareSlippage(1, 2), Sizing = new AllIn(), InitialCapital = 21 };

        // 21 / 100 = 0.21 is wanted, whose price is 100 + 5 × √0.21 = 102.2912878…; cash covers 0.2053 at that price, and
        // this size pays 100 + 5 × √0.2053.
        var fill = Backtest.Run(input).Fills[0];
        var cut = 21 / (100 + (5 * Math.Sqrt(0.21)));
        Assert.Equal(cut, fill.Quantity, 12);
        Assert.Equal(100 + (5 * Math.Sqrt(cut)), fill.Price, 12);
    }

    [Fact]
    public void Half_of_the_estimated_spread_is_paid_by_all_but_limit_orders()
    {
        // Without volatility the range is the spread: rows 0 to 2 give an estimate of 2 · tanh(0.01) at row 2.
        var (h, l) = (100 * Math.Exp(0.01), 100 * Math.Exp(-0.01));
        var table = FormattableString.Invariant($"100 {h} {l} 100\n100 {h} {l} 100\n100 {h} {l} 100 buy\n100 {h} {l} 100\n100 {h} {l} 100");
        var input = Drawn.House(Drawn.Symbol(table, target: StopDistance.Fraction(0.0000001))) with
        {
            Slippage = new SpreadSlippage(new Core.Engine.Models.Spreads.CorwinSchultzSpread(), 2, 0.5),
        };
        var fills = Backtest.Run(input).Fills;
        Assert.Equal(100 * (1 + Math.Tanh(0.01)), fills[0].Price, 9);
        Assert.Equal(0, fills[1].Slippage);
        Assert.True(fills[0].Slippage > 0.99);
    }

    [Fact]
    public void Slippage_is_never_more_than_half_of_the_price()
    {
        var input = Drawn.House(Drawn.Symbol(Warm)) with { Slippage = new AtrSlippage(new ByOrderType(30, 0, 0), 2) };
        Assert.Equal(150, Backtest.Run(input).Fills[0].Price);
    }
}
