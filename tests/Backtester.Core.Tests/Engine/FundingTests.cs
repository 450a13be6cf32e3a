using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Funding at its times: one unit from 100 at the open of row 1, hourly bars from time 0.</summary>
public class FundingTests
{
    private const string Held = "100 100 100 100 {0}\n100 104 100 104\n104 106 104 105\n110 110 110 110\n120 120 120 120";

    [Theory]
    [InlineData("buy", 0.001, -0.11)]
    [InlineData("buy", -0.001, 0.11)]
    [InlineData("short", 0.001, 0.11)]
    public void Longs_pay_a_positive_rate_and_shorts_receive_it(string side, double rate, double funding)
    {
        // Due at the open of row 3, at 110.
        var outcome = Backtest.Run(Input(side, (3.0, rate)));
        var trade = Assert.Single(outcome.Trades);
        Assert.Equal(funding, trade.Funding, 12);
        Assert.Equal((side == "buy" ? 20 : -20) + funding, trade.ProfitLoss, 12);
        Assert.Equal(1000 + trade.ProfitLoss, outcome.Curve.Equity[^1], 12);
        Assert.Equal(outcome.Curve.Equity[2] + (side == "buy" ? 5 : -5) + funding, outcome.Curve.Equity[3], 12);
    }

    [Fact]
    public void Funding_inside_a_bar_is_paid_at_its_close_on_what_is_still_held()
    {
        Assert.Equal(-0.105, Assert.Single(Backtest.Run(Input("buy", (2.5, 0.001))).Trades).Funding, 12);
        var stopped = Drawn.House(Drawn.Symbol("100 100 100 100 buy\n100 101 97 100\n100 100 100 100", StopDistance.Fraction(0.02)) with { Funding = Rates((1.5, 0.001)) });
        Assert.Equal(0, Assert.Single(Backtest.Run(stopped).Trades).Funding);
    }

    [Theory]
    [InlineData(1.0)] // it opens at this very time
    [InlineData(0.5)]
    [InlineData(0.0)]
    [InlineData(-8.0)]
    public void Funding_due_before_or_at_the_entry_is_not_paid(double hour) =>
        Assert.Equal(0, Assert.Single(Backtest.Run(Input("buy", (hour, 0.5))).Trades).Funding);

    [Fact]
    public void Funding_due_at_the_open_is_paid_before_an_exit_there()
    {
        var symbol = Drawn.Symbol("100 100 100 100 buy\n100 100 100 100 sell\n110 110 110 110\n110 110 110 110") with { Funding = Rates((2.0, 0.001), (3.0, 0.5)) };
        Assert.Equal(-0.11, Assert.Single(Backtest.Run(Drawn.House(symbol)).Trades).Funding, 12);
    }

    [Fact]
    public void Funding_due_where_a_candle_is_missing_is_paid_at_the_next_open()
    {
        var symbol = Drawn.Symbol("100 100 100 100 buy\n100 100 100 100\n-\n110 110 110 110\n110 110 110 110") with { Funding = Rates((2.0, 0.001)) };
        Assert.Equal(-0.11, Assert.Single(Backtest.Run(Drawn.House(symbol)).Trades).Funding, 12);
    }

    [Fact]
    public void Partial_exit_takes_its_share_of_the_funding()
    {
        var plain = Drawn.Symbol("100 100 100 100 buy\n100 100 100 100\n100 100 100 100\n100 110 100 100\n100 100 100 100");
        var symbol = plain with
        {
            Funding = Rates((2.0, 0.01)),
            Decisions = new Decisions { Signals = plain.Decisions.Signals, Trims = [new Trim(StopDistance.Fraction(0.05), 0.25)] },
        };
        Assert.Equal([-0.25, -0.75], Backtest.Run(Drawn.House(symbol)).Trades.Select(t => Math.Round(t.Funding, 12)));
    }

    [Fact]
    public void Many_payments_in_one_bar_are_all_made()
    {
        var outcome = Backtest.Run(Input("buy", (2.1, 0.001), (2.2, 0.001), (2.3, 0.001), (3.0, 0.001), (4.0, 0.001)));
        Assert.Equal(-((3 * 0.105) + 0.11 + 0.12), Assert.Single(outcome.Trades).Funding, 12);
    }

    [Fact]
    public void Times_of_payment_must_rise() => Assert.Throws<ArgumentException>(() => Rates((2.0, 0.1), (2.0, 0.1)));

    private static BacktestInput Input(string side, params (double Hour, double Rate)[] rates) =>
        Drawn.House(Drawn.Symbol(Held.Replace("{0}", side, StringComparison.Ordinal)) with { Funding = Rates(rates) });

    private static FundingRates Rates(params (double Hour, double Rate)[] rates) =>
        new(rates.Select(r => (long)(r.Hour * Drawn.BarMs)).ToArray(), rates.Select(r => r.Rate).ToArray());
}
