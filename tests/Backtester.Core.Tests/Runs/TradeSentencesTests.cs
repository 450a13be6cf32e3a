using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Engine;
using Xunit;

namespace Backtester.Core.Tests.Runs;

public class TradeSentencesTests
{
    [Fact]
    public void Sentences_state_order_price_reason_costs_and_risk()
    {
        // Long by a market order at 100, stop at 98 touched in bar 2; fees 1 % of 100 and 98: a loss of 2 + 1.98.
        var trade = Trade("100 100 100 100 buy\n100 101 99 100\n100 100 97 98\n98 98 98 98", d => d with { StopLoss = StopDistance.Fraction(0.02) });
        Assert.Equal("Bought 1 AAA at 100 in the bar of 1970-01-01T01:00:00Z: a market order of drawn; its stop was laid at 98.", TradeSentences.Entry(trade));
        Assert.Equal(
            "Sold at 98 in the bar of 1970-01-01T02:00:00Z, one bar later: the stop loss was reached. A loss of 3.98 after 1.98 of fees, -1.99 times what its stop put at risk.",
            TradeSentences.Exit(trade));
    }

    [Fact]
    public void Sentences_of_a_short_by_a_limit_with_what_was_known_at_its_decision()
    {
        var trade = Trade("100 100 100 100 short\n100 103 99 100\n90 90 90 90", d => d with
        {
            EntryOrder = new EntryOrder(EntryOrderType.Limit, new SidePrices(new double[] { 1, 1, 1 }, new double[] { 102, 102, 102 })),
            ShortConfidence = new[] { 0.75, 0, 0 },
            Indicators = new NamedColumns(["rsi", "later"], [new[] { 71.25, 0, 0 }, new[] { double.NaN, 0, 0 }]),
        });
        Assert.Equal("Sold short 1 AAA at 102 in the bar of 1970-01-01T01:00:00Z: a limit order, which the market traded through, of drawn, with a confidence of 0.75 (rsi 71.25).", TradeSentences.Entry(trade));
        Assert.StartsWith("Bought back at 90 in the bar of 1970-01-01T02:00:00Z, one bar later: the candles ended. A profit of ", TradeSentences.Exit(trade), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_write_numbers_and_times_as_their_style_says()
    {
        var trade = Trade("100 100 100 100 buy\n100 101 99 100\n100 100 97 98\n98 98 98 98", d => d with { StopLoss = StopDistance.Fraction(0.02) });
        var style = new SentenceStyle(q => $"q{q}", p => $"p{p}", m => $"m{m:0.00}", v => $"v{v}", r => $"r{r:0.00}", t => $"t{t / 3_600_000}");

        Assert.Equal("Bought q1 AAA at p100 in the bar of t1: a market order of drawn; its stop was laid at p98.", TradeSentences.Entry(trade, style));
        Assert.Equal(
            "Sold at p98 in the bar of t2, one bar later: the stop loss was reached. A loss of m3.98 after m1.98 of fees, r-1.99 times what its stop put at risk.",
            TradeSentences.Exit(trade, style));
    }

    [Fact]
    public void Every_reason_of_a_closed_trade_has_its_words()
    {
        var trade = Trade("100 100 100 100 buy\n100 100 100 100\n100 100 100 100", d => d);
        foreach (var reason in Enum.GetValues<ExitReason>().Where(r => r != ExitReason.None))
        {
            Assert.NotEmpty(TradeSentences.Exit(trade with { ExitReason = reason }));
        }
    }

    [Theory]
    [InlineData(0.02, -1.0)] // stopped: one time the risk, without costs
    [InlineData(0.05, 2.0)] // 10 gained over 5 at risk
    public void R_multiple_is_profit_over_what_the_first_stop_put_at_risk(double stop, double expected)
    {
        var symbol = Drawn.Symbol("100 100 100 100 buy\n100 101 97 100\n110 110 110 110", StopDistance.Fraction(stop));
        Assert.Equal(expected, Assert.Single(Backtest.Run(Drawn.House(symbol)).Trades).RMultiple, 12);
    }

    [Fact]
    public void R_multiple_is_unknown_without_a_stop_and_counts_the_first_place_of_a_trailing_one()
    {
        Assert.True(double.IsNaN(Trade("100 100 100 100 buy\n100 100 100 100\n100 100 100 100", d => d).RMultiple));

        // Distance 4: first at 96; lifted to 106 by the high of 110, and hit there: 6 over 4.
        var symbol = Drawn.Symbol("100 100 100 100 buy\n100 110 99 110\n110 110 100 100\n100 100 100 100");
        symbol = symbol with { Decisions = symbol.Decisions with { TrailingStop = StopDistance.Column(new double[] { 4, 4, 4, 4 }) } };
        Assert.Equal(1.5, Assert.Single(Backtest.Run(Drawn.House(symbol)).Trades).RMultiple, 12);
    }

    private static Trade Trade(string table, Func<Decisions, Decisions> change)
    {
        var symbol = Drawn.Symbol(table);
        return Assert.Single(Backtest.Run(Drawn.House(symbol with { Decisions = change(symbol.Decisions) }) with { Fees = new PercentFees(0.01, 0.01) }).Trades);
    }
}
