using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>What fills cost under each fee model.</summary>
public class FeeModelTests
{
    private static readonly SecFeeSchedule SecFee = new([KeyValuePair.Create(0L, 27.80)]);

    [Fact]
    public void Fixed_fee_is_taken_at_each_fill()
    {
        var input = Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 99 100 sell\n110 111 109 110")) with { Fees = new FixedFees(2.5) };
        var outcome = Backtest.Run(input);

        // 1 from 100 to 110: +10 − 2 × 2.5.
        Assert.Equal((5.0, 5.0), (outcome.Trades[0].Fees, outcome.Trades[0].ProfitLoss));
        Assert.Equal(1005, outcome.Curve.Equity[^1]);
        Assert.Equal(9.975, Assert.Single(Backtest.Run(input with { Sizing = new AllIn() }).Trades).Quantity, 12); // (1000 − 2.5) / 100
    }

    [Theory]
    [InlineData("standard", 1000, 5.0)] // 1000 × 0.005
    [InlineData("standard", 100, 1.0)] // 0.50 is below the minimum
    [InlineData("standard", 200, 1.0)] // just the minimum
    [InlineData("pro", 1000, 3.5)] // 1000 × 0.0035
    [InlineData("pro", 50, 0.35)] // 0.175 is below the minimum
    public void Per_share_fee_has_a_minimum_for_each_fill(string plan, double shares, double expected)
    {
        var (perShare, minimum) = PerShareFees.InteractiveBrokers[plan];
        Assert.Equal(expected, new PerShareFees(perShare, minimum, SecFee).Fee(new FeeInput(OrderType.Market, shares, 150)), 12);
    }

    [Fact]
    public void Sales_pay_the_regulators_fee_on_top_and_purchases_do_not()
    {
        var input = Drawn.House(Drawn.Symbol("150 151 149 150 buy\n150 151 149 150 sell\n150 151 149 150")) with
        {
            InitialCapital = 20_000,
            Sizing = new FixedQuantity(100),
            Fees = new PerShareFees(0.005, 1, SecFee),
        };

        // Both fills cost the minimum of 1; the sale of 15,000 pays 15,000 × 27.80 / 1,000,000 = 0.417 more.
        Assert.Equal([1.0, 1.417], Backtest.Run(input).Fills.Select(f => Math.Round(f.Fee, 12)));
        var sold = input with { Symbols = [Drawn.Symbol("150 151 149 150 short\n150 151 149 150 cover\n150 151 149 150")] };
        Assert.Equal([1.417, 1.0], Backtest.Run(sold).Fills.Select(f => Math.Round(f.Fee, 12)));
    }

    [Fact]
    public void Regulators_fee_changes_with_its_dates()
    {
        var schedule = new SecFeeSchedule([KeyValuePair.Create(2000L, 0.0), KeyValuePair.Create(1000L, 27.80)]);
        Assert.Equal([0.0000278, 0.0000278, 0.0000278, 0, 0], new long[] { 0, 1000, 1999, 2000, 9999 }.Select(schedule.RateAt));
        Assert.Equal(0, SecFeeSchedule.None.RateAt(0));
    }

    [Fact]
    public void Largest_quantity_is_what_cash_just_covers_with_the_fee()
    {
        IFeeModel[] models = [new PercentFees(0.001, 0.002), new ZeroFees(), new FixedFees(7), new PerShareFees(0.005, 1, SecFee), new PerShareFees(0.5, 1, SecFee)];
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var (cash, price, share) = (random.NextDouble() * 5000, 1 + (random.NextDouble() * 500), random.Next(2) == 0 ? 1 : 0.1);
            foreach (var model in models)
            {
                var quantity = model.LargestQuantity(OrderType.Market, cash, price, share);
                Assert.True(quantity == 0 || Needed(model, quantity) <= cash * (1 + 1e-12), $"{model} {cash:R} {price:R}: {quantity:R} needs {Needed(model, quantity):R}");
                Assert.True(Needed(model, (quantity * 1.0001) + 1e-9) > cash, $"{model} {cash:R} {price:R}: more than {quantity:R} is covered");
            }

            double Needed(IFeeModel model, double quantity) => (quantity * price * share) + model.Fee(new FeeInput(OrderType.Market, quantity, price));
        }
    }

    [Theory]
    [InlineData("binance", 0, 0.001, 0.001)]
    [InlineData("binance", 9, 0.00012, 0.00024)]
    [InlineData("binance-usdm", 0, 0.0002, 0.0005)]
    [InlineData("bybit", 1, 0.000675, 0.0008)]
    [InlineData("bybit-linear", 6, 0, 0.0003)]
    [InlineData("okx", 0, 0.0008, 0.001)]
    [InlineData("kucoin-futures", 0, 0.0002, 0.0006)]
    [InlineData("coinbase", 0, 0.004, 0.006)]
    public void Tables_of_exchanges_hold_fractions_by_level(string exchange, int tier, double maker, double taker) =>
        Assert.Equal(new FeeTier(maker, taker), ExchangeFees.Tables[exchange][tier]);

    [Fact]
    public void Higher_levels_never_cost_more() => Assert.All(
        ExchangeFees.Tables.Values,
        levels => Assert.All(levels.Skip(1).Zip(levels), pair => Assert.True(pair.First.Maker <= pair.Second.Maker && pair.First.Taker <= pair.Second.Taker)));
}
