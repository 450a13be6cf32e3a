using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Entries that wait for their price, decided at bar 0 whose close is 100.</summary>
public class EntryOrderTests
{
    private const string Decision = "100 101 99 100 ";
    private static readonly StopDistance Stop = StopDistance.Column(Enumerable.Repeat(2.0, 16).ToArray());
    private static readonly StopDistance Target = StopDistance.Column(Enumerable.Repeat(4.0, 16).ToArray());

    [Theory]
    [InlineData("99 100 98 99", "")] // touched is not traded through
    [InlineData("99 100 97.9 99", "LONG 1@98 -> 2@99 EndOfData")]
    [InlineData("97 99 96 98", "LONG 1@97 -> 2@99 EndOfData")] // a gap: better than the limit
    [InlineData("98 99 97 98", "LONG 1@98 -> 2@99 EndOfData")]
    [InlineData("98 99 98 98", "")]
    public void Limit_fills_when_traded_through_at_its_price_or_at_a_better_open(string bar, string expected) =>
        Expect(expected, Limit($"{Decision} buy\n{bar}\n99 99 99 99", 98));

    [Theory]
    [InlineData("101 102 100 101", "")]
    [InlineData("101 102.1 100 101", "SHORT 1@102 -> 2@101 EndOfData")]
    [InlineData("103 104 101 102", "SHORT 1@103 -> 2@101 EndOfData")]
    public void Limit_of_a_short_is_the_mirror(string bar, string expected) =>
        Expect(expected, Limit($"{Decision} short\n{bar}\n101 101 101 101", 102));

    [Theory]
    [InlineData("101 101.9 100 101", "")]
    [InlineData("101 102 100 101", "LONG 1@102 -> 2@101 EndOfData")] // touched
    [InlineData("103 104 102 103", "LONG 1@103 -> 2@101 EndOfData")] // a gap: worse than the stop
    public void Stop_entry_fills_when_touched_at_its_price_or_at_a_worse_open(string bar, string expected) =>
        Expect(expected, Order($"{Decision} buy\n{bar}\n101 101 101 101", EntryOrderType.Stop, 102));

    [Theory]
    [InlineData("99 100 98 99", "SHORT 1@98 -> 2@99 EndOfData")]
    [InlineData("97 99 96 98", "SHORT 1@97 -> 2@99 EndOfData")]
    [InlineData("99 100 98.1 99", "")]
    public void Stop_entry_of_a_short_is_the_mirror(string bar, string expected) =>
        Expect(expected, Order($"{Decision} short\n{bar}\n99 99 99 99", EntryOrderType.Stop, 98));

    [Theory]
    [InlineData(103, "101 102.5 100 102", "LONG 1@102 -> 3@101 EndOfData")] // the limit allows the stop price
    [InlineData(103, "102.5 102.5 102 102", "LONG 1@102.5 -> 3@101 EndOfData")] // the open lies between
    [InlineData(103, "104 105 102.9 104", "LONG 1@103 -> 3@101 EndOfData")] // triggered at the open, then traded through
    [InlineData(103, "104 105 103.5 104", "LONG 2@101 -> 3@101 EndOfData")] // waits on as a limit
    [InlineData(101, "101.5 102.5 100 102", "LONG 2@101 -> 3@101 EndOfData")] // the low may lie before the trigger
    [InlineData(101, "101.5 102.5 100 100.5", "LONG 1@101 -> 3@101 EndOfData")] // the close lies after it
    [InlineData(103, "101 101.9 100 101", "")] // never triggered
    public void Stop_limit_becomes_a_limit_when_its_stop_is_touched(double limit, string bar, string expected) =>
        Expect(expected, Order($"{Decision} buy\n{bar}\n101 101 100.5 101\n101 101 101 101", EntryOrderType.StopLimit, 102, limit: limit));

    [Theory]
    [InlineData(2, "", 1)]
    [InlineData(3, "LONG 3@98 -> 4@99 EndOfData", 0)]
    public void Order_works_for_its_number_of_bars_and_expires(int bars, string expected, int expired)
    {
        var symbol = Limit($"{Decision} buy\n99 99 99 99\n99 99 99 99\n99 99 97 99\n99 99 99 99", 98, expires: bars);
        Expect(expected, symbol);
        Assert.Equal(expired, Refused(symbol, RefusalReason.OrderExpired));
    }

    [Fact]
    public void Order_without_expiry_waits_to_the_end_and_is_counted_there()
    {
        Expect("LONG 5@98 -> 6@99 EndOfData", Limit($"{Decision} buy\n99 99 99 99\n99 99 99 99\n99 99 99 99\n99 99 99 99\n99 99 97 99\n99 99 99 99", 98));
        Assert.Equal(1, Refused(Limit($"{Decision} buy\n99 99 99 99\n99 99 99 99", 98), RefusalReason.OrderUnfilled));
    }

    [Fact]
    public void New_signal_moves_the_waiting_order_to_its_new_price()
    {
        var prices = new double[] { 98, 95, 95, 95 };
        var symbol = WithOrder(Drawn.Symbol($"{Decision} buy\n99 99 98.5 99 buy\n99 99 94 99\n99 99 99 99"), new EntryOrder(EntryOrderType.Limit, new SidePrices(prices, prices)));
        Expect("LONG 2@95 -> 3@99 EndOfData", symbol);
        Assert.Empty(Backtest.Run(Drawn.House(symbol)).Refusals.NonZero());
    }

    [Fact]
    public void Exit_signal_of_its_side_cancels_a_waiting_order()
    {
        var symbol = Limit($"{Decision} buy\n99 99 99 99 sell\n99 99 97 99\n99 99 99 99", 98);
        Expect("", symbol);
        Assert.Equal(1, Refused(symbol, RefusalReason.OrderCancelled));
        Expect("LONG 2@98 -> 3@99 EndOfData", Limit($"{Decision} buy\n99 99 99 99 cover\n99 99 97 99\n99 99 99 99", 98));
    }

    [Theory]
    [InlineData("100.5 103 99 102", "LONG 1@102 -> 2@100 EndOfData")]
    [InlineData("99.5 101 97 98", "SHORT 1@98 -> 2@100 EndOfData")]
    [InlineData("101 103 97 100", "LONG 1@102 -> 2@100 EndOfData")] // both: 102 is nearer to the open
    [InlineData("99 103 97 100", "SHORT 1@98 -> 2@100 EndOfData")]
    [InlineData("100 103 97 100", "LONG 1@102 -> 2@100 EndOfData")] // as near: the long one
    [InlineData("97 103 96 100", "SHORT 1@97 -> 2@100 EndOfData")] // the open decides
    public void Orders_of_both_sides_cancel_each_other_the_one_nearer_to_the_open_first(string bar, string expected)
    {
        var order = new EntryOrder(EntryOrderType.Stop, new SidePrices(Flat(102), Flat(98)));
        var symbol = WithOrder(Drawn.Symbol($"{Decision} buy short\n{bar}\n100 100 100 100"), order);
        Expect(expected, symbol);
        Assert.Equal(1, Refused(symbol, RefusalReason.OrderCancelled));
    }

    [Theory]
    [InlineData("99 100 95 97", "LONG 1@98 -> 1@96 StopLoss", "LONG 1@98 -> 1@96 StopLoss", "LONG 1@98 -> 1@96 StopLoss", 0)] // the low comes after
    [InlineData("99 105 97 99", "LONG 1@98 -> 2@99 EndOfData", "LONG 1@98 -> 1@102 TakeProfit", "LONG 1@98 -> 1@102 TakeProfit", 1)] // open, low, high
    [InlineData("104 105 97.5 99", "LONG 1@98 -> 2@99 EndOfData", "LONG 1@98 -> 1@102 TakeProfit", "LONG 1@98 -> 2@99 EndOfData", 1)] // open, high, low
    [InlineData("99 105 97 103", "LONG 1@98 -> 1@102 TakeProfit", "LONG 1@98 -> 1@102 TakeProfit", "LONG 1@98 -> 1@102 TakeProfit", 0)] // the close comes last
    [InlineData("99 105 95 103", "LONG 1@98 -> 1@96 StopLoss", "LONG 1@98 -> 1@102 TakeProfit", "LONG 1@98 -> 1@96 StopLoss", 1)]
    [InlineData("97 103 96.5 97", "LONG 1@97 -> 1@101 TakeProfit", "LONG 1@97 -> 1@101 TakeProfit", "LONG 1@97 -> 1@101 TakeProfit", 0)] // filled at the open: all of the bar comes after
    public void Levels_in_the_bar_of_a_limits_fill(string bar, string stopFirst, string targetFirst, string nearest, int ambiguous) =>
        ExpectEachWay(Limit($"{Decision} buy\n{bar}\n99 99 99 99", 98, stop: Stop, target: Target), stopFirst, targetFirst, nearest, ambiguous);

    [Theory]
    [InlineData("101 107 101 105", "LONG 1@102 -> 1@106 TakeProfit", "LONG 1@102 -> 1@106 TakeProfit", "LONG 1@102 -> 1@106 TakeProfit", 0)] // the high comes after
    [InlineData("101 104 99 103", "LONG 1@102 -> 1@100 StopLoss", "LONG 1@102 -> 2@103 EndOfData", "LONG 1@102 -> 2@103 EndOfData", 1)] // open, low, high
    [InlineData("101 102.5 99 102", "LONG 1@102 -> 1@100 StopLoss", "LONG 1@102 -> 2@103 EndOfData", "LONG 1@102 -> 1@100 StopLoss", 1)] // open, high, low
    [InlineData("101 104 99 99.5", "LONG 1@102 -> 1@100 StopLoss", "LONG 1@102 -> 1@100 StopLoss", "LONG 1@102 -> 1@100 StopLoss", 0)] // the close comes last
    public void Levels_in_the_bar_of_a_stop_entrys_fill(string bar, string stopFirst, string targetFirst, string nearest, int ambiguous) =>
        ExpectEachWay(Order($"{Decision} buy\n{bar}\n103 103 103 103", EntryOrderType.Stop, 102, stop: Stop, target: Target), stopFirst, targetFirst, nearest, ambiguous);

    [Fact]
    public void Stop_and_target_of_a_filled_order_are_a_bracket_one_cancels_the_other()
    {
        // Filled at 98: the stop at 96 and the target at 102 live on; the target fills in bar 3 and the stop is gone in bar 4.
        Expect("LONG 1@98 -> 3@102 TakeProfit", Limit($"{Decision} buy\n99 99 97 99\n99 99 99 99\n99 102 99 100\n100 100 90 90\n90 90 90 90", 98, stop: Stop, target: Target));
    }

    [Fact]
    public void Limit_entry_pays_the_maker_fee_and_no_slippage_a_stop_entry_both_of_the_stop()
    {
        var models = Drawn.House() with { Fees = new PercentFees(Maker: 0.01, Taker: 0.02), Slippage = new BpsSlippage(0, Stop: 100, Limit: 0) };
        var limit = Backtest.Run(models with { Symbols = [Limit($"{Decision} buy\n99 99 97 99\n99 99 99 99", 98)] }).Fills[0];
        Assert.Equal((98d, 0.98, 0d), (limit.Price, limit.Fee, limit.Slippage));
        var stop = Backtest.Run(models with { Symbols = [Order($"{Decision} buy\n100 102 99 100\n99 99 99 99", EntryOrderType.Stop, 100.5)] }).Fills[0];
        Assert.Equal(100.5 * 1.01, stop.Price, 10);
        Assert.Equal(100.5 * 1.01 * 0.02, stop.Fee, 10);
    }

    [Fact]
    public void Slippage_of_a_triggered_stop_limit_ends_at_its_limit()
    {
        var symbol = Order($"{Decision} buy\n100 102 99 100\n99 99 99 99", EntryOrderType.StopLimit, 101, limit: 101.5);
        Assert.Equal(101.5, Backtest.Run(Drawn.House(symbol) with { Slippage = new BpsSlippage(0, Stop: 100, Limit: 0) }).Fills[0].Price);
    }

    [Fact]
    public void Best_price_before_a_limits_fill_is_not_the_positions()
    {
        // The high of 110 may lie before the fill at 98; the close of 99 does not. A trailing stop of 5 starts from 99.
        var trade = Assert.Single(Backtest.Run(Drawn.House(Limit($"{Decision} buy\n99 110 97 99\n99 99 98.5 98.5\n98 98 98 98", 98))).Trades);
        Assert.Equal((1 / 98d, -1 / 98d), (trade.Mfe, trade.Mae));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-5)]
    public void Order_without_a_price_above_zero_is_refused(double price) =>
        Assert.Equal(1, Refused(Limit($"{Decision} buy\n99 99 97 99\n99 99 99 99", price), RefusalReason.UnknownPrice));

    [Fact]
    public void Order_decided_on_the_last_bar_is_refused() =>
        Assert.Equal(1, Refused(Limit($"{Decision}\n100 100 100 100 buy", 98), RefusalReason.NoNextBar));

    [Fact]
    public void Order_refused_at_its_fill_waits_no_longer()
    {
        var input = Drawn.House(Limit($"{Decision} buy\n99 99 97 99\n99 99 97 99\n99 99 99 99", 98)) with { InitialCapital = 50 };
        Assert.Equal([KeyValuePair.Create(RefusalReason.InsufficientCash, 1)], Backtest.Run(input).Refusals.NonZero());
    }

    [Fact]
    public void Reversal_closes_at_the_open_and_its_entry_waits()
    {
        // Long by a limit at 98; the short signal of bar 2 closes at bar 3's open, and its limit at 103 fills in bar 4.
        var symbol = WithOrder(
            Drawn.Symbol($"{Decision} buy\n99 99 97 99\n99 100 99 100 short\n101 101 101 101\n102 104 102 103\n103 103 103 103"),
            new EntryOrder(EntryOrderType.Limit, new SidePrices(Flat(98), Flat(103))));
        Assert.Equal(["LONG 1@98 -> 3@101 Reversal", "SHORT 4@103 -> 5@103 EndOfData"], Drawn.Trades(Drawn.House(symbol)));
    }

    [Fact]
    public void Additions_wait_likewise_and_go_with_their_position()
    {
        // Second entry at 96 in bar 2 (average 97); the third one's order is cancelled when the exit closes the position.
        var prices = new double[] { 98, 96, 90, 90, 90, 90 };
        var symbol = WithOrder(
            Drawn.Symbol($"{Decision} buy\n99 99 97 99 buy\n99 99 95 99 buy\n99 99 99 99 sell\n99 99 99 99\n85 85 85 85"),
            new EntryOrder(EntryOrderType.Limit, new SidePrices(prices, prices)));
        symbol = symbol with { Decisions = symbol.Decisions with { MaxEntries = 3 } };
        Assert.Equal(["LONG 1@97 -> 4@99 Signal"], Drawn.Trades(Drawn.House(symbol)));
        Assert.Equal(1, Refused(symbol, RefusalReason.OrderCancelled));
    }

    [Fact]
    public void Addition_that_waits_when_a_stop_closes_its_position_is_counted()
    {
        var prices = new double[] { 98, 90, 90, 90 };
        var symbol = WithOrder(Drawn.Symbol($"{Decision} buy\n99 99 97 99 buy\n99 99 95 95\n95 95 95 95", Stop), new EntryOrder(EntryOrderType.Limit, new SidePrices(prices, prices)));
        symbol = symbol with { Decisions = symbol.Decisions with { MaxEntries = 2 } };
        Assert.Equal(["LONG 1@98 -> 2@96 StopLoss"], Drawn.Trades(Drawn.House(symbol)));
        Assert.Equal(1, Refused(symbol, RefusalReason.PositionClosed));
    }

    [Fact]
    public void Drawdown_that_ends_the_run_cancels_waiting_orders()
    {
        var falling = Drawn.Symbol("100 100 100 100 buy\n100 100 40 40\n40 40 40 40\n40 40 40 40", name: "A");
        var waiting = Limit($"{Decision} buy\n100 100 100 100\n100 100 97 100\n100 100 100 100", 98);
        var input = Drawn.House(falling, waiting) with { MaxDrawdown = 0.05 };
        Assert.Equal(["A LONG 1@100 -> 2@40 MaxDrawdown"], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).Refusals[RefusalReason.OrderCancelled]);
    }

    private static void Expect(string expected, SymbolInput symbol) => Assert.Equal(expected.Length == 0 ? [] : [expected], Drawn.Trades(Drawn.House(symbol)));

    private static void ExpectEachWay(SymbolInput symbol, string stopFirst, string targetFirst, string nearest, int ambiguous)
    {
        foreach (var (rule, expected) in new[] { (IntrabarRule.StopFirst, stopFirst), (IntrabarRule.TargetFirst, targetFirst), (IntrabarRule.NearestExtreme, nearest) })
        {
            var input = Drawn.House(symbol) with { Intrabar = rule };
            Assert.Equal([expected], Drawn.Trades(input));
            Assert.Equal(ambiguous, Backtest.Run(input).AmbiguousBars);
        }
    }

    private static int Refused(SymbolInput symbol, RefusalReason reason) => Backtest.Run(Drawn.House(symbol)).Refusals[reason];

    private static SymbolInput Limit(string table, double price, int? expires = null, StopDistance? stop = null, StopDistance? target = null) =>
        Order(table, EntryOrderType.Limit, price, expires: expires, stop: stop, target: target);

    private static SymbolInput Order(string table, EntryOrderType type, double price, double? limit = null, int? expires = null, StopDistance? stop = null, StopDistance? target = null) =>
        WithOrder(Drawn.Symbol(table, stop, target), new EntryOrder(type, new SidePrices(Flat(price), Flat(price)), limit is { } l ? new SidePrices(Flat(l), Flat(l)) : null, expires));

    private static SymbolInput WithOrder(SymbolInput symbol, EntryOrder order) => symbol with { Decisions = symbol.Decisions with { EntryOrder = order } };

    private static double[] Flat(double price) => [.. Enumerable.Repeat(price, 16)];
}
