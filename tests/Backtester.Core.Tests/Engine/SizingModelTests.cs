using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Sizes from the stop, from volatility and from the trades so far. Cash 1000, entry at 100 unless said otherwise.</summary>
public class SizingModelTests
{
    [Fact]
    public void Risk_per_trade_loses_its_share_of_the_equity_at_the_stop()
    {
        var input = Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 97 100\n100 100 100 100", StopDistance.Fraction(0.02))) with { Sizing = new RiskPerTrade(0.01) };
        var trade = Assert.Single(Backtest.Run(input).Trades);

        // 1 % of 1000 is 10; the stop is 2 away: 5 units, which lose 10 at 98.
        Assert.Equal((5.0, -10.0), (trade.Quantity, trade.ProfitLoss));
    }

    [Fact]
    public void Risk_per_trade_takes_the_trailing_distance_where_there_is_no_other_and_is_cut_to_cash()
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99.9 100\n100 100 100 100");
        var trailing = symbol with { Decisions = new Decisions { Signals = symbol.Decisions.Signals, TrailingStop = StopDistance.Fraction(0.04) } };
        Assert.Equal(2.5, Backtest.Run(Drawn.House(trailing) with { Sizing = new RiskPerTrade(0.01) }).Fills[0].Quantity, 12); // 10 / 4
        var near = Drawn.Symbol("100 101 99 100 buy\n100 101 99.9 100\n100 100 100 100", StopDistance.Fraction(0.005));
        Assert.Equal(10, Backtest.Run(Drawn.House(near) with { Sizing = new RiskPerTrade(0.01) }).Fills[0].Quantity, 12); // 20 wanted, cash covers 10
    }

    [Fact]
    public void Risk_per_trade_without_a_stop_is_refused_with_unknown_size()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 97 100")) with { Sizing = new RiskPerTrade(0.01) });
        Assert.Equal((0, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.UnknownSize]));
    }

    [Fact]
    public void Volatility_target_divides_by_the_annual_deviation_of_the_last_returns()
    {
        var input = Drawn.House(Drawn.Symbol("100 100 100 100\n100 110 100 110\n100 110 99 99\n100 109 99 108.9 buy\n100 101 99 100")) with
        {
            Sizing = new VolatilityTarget(0.2, Length: 3, BarsPerYear: 100),
        };

        // Returns 0.1, −0.1, 0.1: mean 1/30, sample deviation √(0.08/3/2) = 0.1154700538, a year 1.154700538.
        // 0.2 × 1000 / 1.154700538 / 100 = 1.7320508076.
        Assert.Equal(Math.Sqrt(3), Backtest.Run(input).Fills[0].Quantity, 12);
    }

    [Theory]
    [InlineData("100 100 100 100\n100 110 100 110 buy\n100 100 100 100")] // too few returns
    [InlineData("100 100 100 100\n100 100 100 100\n100 100 100 100 buy\n100 100 100 100")] // no volatility at all
    public void Volatility_that_is_unknown_or_none_refuses_the_entry(string table)
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol(table)) with { Sizing = new VolatilityTarget(0.2, 2, 100) });
        Assert.Equal((0, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.UnknownSize]));
    }

    [Fact]
    public void Kelly_uses_the_first_share_until_there_are_enough_trades_then_the_formula_up_to_the_cap()
    {
        // +10 % and −5 %: W = 0.5, payoff 2, formula 0.5 − 0.5/2 = 0.25, half of it 0.125.
        const string Table = "100 100 100 100 buy\n100 110 100 110 sell\n110 110 100 100 buy\n100 100 95 95 sell\n95 100 95 100 buy\n100 100 100 100\n100 100 100 100";
        var input = Drawn.House(Drawn.Symbol(Table)) with { Sizing = new KellySizing(0.1, Caution: 0.5, Cap: 0.2, MinimumTrades: 2) };
        var outcome = Backtest.Run(input);

        // 100 of 1000: 1 unit gains 10; 101 of 1010: 1.01 units lose 5.05; equity 1004.95, an eighth of it at 100.
        Assert.Equal([1, 1.01, 1.2561875], outcome.Trades.Select(t => Math.Round(t.Quantity, 12)));
        var capped = Backtest.Run(input with { Sizing = new KellySizing(0.1, 1, Cap: 0.2, MinimumTrades: 2) });
        Assert.Equal(0.2 * 1004.95 / 100, capped.Trades[2].Quantity, 12);
    }

    [Fact]
    public void Kelly_without_an_edge_refuses_the_entry()
    {
        var outcome = Backtest.Run(Drawn.House(Drawn.Symbol("100 100 100 100 buy\n100 100 90 90 sell\n90 90 90 90 buy\n90 90 90 90\n90 90 90 90")) with
        {
            Sizing = new KellySizing(0.1, 0.5, 0.2, MinimumTrades: 1),
        });
        Assert.Equal((1, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.NoEdge]));
    }
}
