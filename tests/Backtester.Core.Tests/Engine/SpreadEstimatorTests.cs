using Backtester.Core.Engine.Models.Spreads;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>The spread estimators by hand, and on a market whose spread is known because it was made.</summary>
public class SpreadEstimatorTests
{
    [Fact]
    public void Corwin_schultz_of_two_bars_without_volatility_is_their_range()
    {
        // ln(H/L) = 0.02 in both: β = 0.0008, γ = 0.0004, with k = 3 − 2√2 = 0.1715728753:
        // α = (0.04 − 0.0282842712)/k − √(0.0004/k) = 0.0682842712 − 0.0482842712 = 0.02; S = 2(e^0.02 − 1)/(1 + e^0.02) = 0.0199993333.
        var (h, l) = (100 * Math.Exp(0.01), 100 * Math.Exp(-0.01));
        Assert.Equal(0.0199993333, CorwinSchultzSpread.OfPair(h, l, 100, h, l), 1e-10);
    }

    [Fact]
    public void Corwin_schultz_takes_a_gap_out_of_the_second_bar()
    {
        // The second bar lies 10 above the first close with its low: shifted down by that, it is 104 to 100.
        Assert.Equal(CorwinSchultzSpread.OfPair(102, 98, 100, 104, 100), CorwinSchultzSpread.OfPair(102, 98, 100, 114, 110), 1e-15);
        Assert.Equal(CorwinSchultzSpread.OfPair(102, 98, 100, 100, 96), CorwinSchultzSpread.OfPair(102, 98, 100, 90, 86), 1e-15);
    }

    [Fact]
    public void Corwin_schultz_counts_a_negative_estimate_as_none() =>
        Assert.Equal(0, CorwinSchultzSpread.OfPair(101, 100, 101, 103, 101)); // two bars span much more than each: all of it is volatility

    [Fact]
    public void Abdi_ranaldo_is_the_distance_of_closes_from_the_middle_doubled()
    {
        // Each close lies 0.01 (in logarithms) above the middle of its own and of the next bar: √(4 · 0.01 · 0.01) = 0.02.
        var candles = Series(4, _ => (100 * Math.Exp(0.02), 100 * Math.Exp(-0.02), 100 * Math.Exp(0.01)));
        var spreads = new AbdiRanaldoSpread().Estimate(candles, 2);
        Assert.Equal([double.NaN, double.NaN], spreads[..2]);
        Assert.Equal([0.02, 0.02], spreads[2..].Select(s => Math.Round(s, 12)));
    }

    [Fact]
    public void Abdi_ranaldo_of_closes_that_run_on_is_none()
    {
        // Close above its own middle but below the next one: the product is negative.
        var candles = Series(3, i => (100 * Math.Exp((0.05 * i) + 0.01), 100 * Math.Exp((0.05 * i) - 0.01), 100 * Math.Exp((0.05 * i) + 0.01)));
        Assert.Equal(0, new AbdiRanaldoSpread().Estimate(candles, 2)[2]);
    }

    [Theory]
    [InlineData(0.01, false)] // counting negative estimates as 0 lifts Corwin and Schultz's mean where the spread is small against the range
    [InlineData(0.03, true)]
    [InlineData(0.05, true)]
    public void Estimates_of_a_made_market_are_near_its_spread(double spread, bool isWide)
    {
        // Trades at bid or ask by a coin, around a middle that walks: 390 trades a bar, 3 % volatility a bar, as in both papers' simulations.
        var random = new Random(11);
        var middle = 0.0;
        var candles = Series(2500, _ =>
        {
            var (high, low, close) = (double.MinValue, double.MaxValue, 0.0);
            for (var t = 0; t < 390; t++)
            {
                middle += (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2 * 0.03 / Math.Sqrt(390);
                close = 100 * Math.Exp(middle + ((random.Next(2) - 0.5) * spread));
                (high, low) = (Math.Max(high, close), Math.Min(low, close));
            }

            return (high, low, close);
        });
        Assert.InRange(new AbdiRanaldoSpread().Estimate(candles, 2499)[^1], spread * 0.7, spread * 1.3);
        Assert.InRange(new CorwinSchultzSpread().Estimate(candles, 2499)[^1], spread * 0.8, isWide ? spread * 1.2 : double.PositiveInfinity);
    }

    [Theory]
    [InlineData("corwin_schultz")]
    [InlineData("abdi_ranaldo")]
    public void Estimate_reads_no_later_bar(string estimator)
    {
        var random = new Random(3);
        var candles = Series(200, _ => Bar(random));
        var whole = SpreadEstimators.All[estimator].Estimate(candles, 10);
        Assert.Equal(whole[..120], SpreadEstimators.All[estimator].Estimate(candles.SliceRows(0, 120), 10));

        static (double, double, double) Bar(Random random)
        {
            var low = 90 + (random.NextDouble() * 10);
            var high = low + (random.NextDouble() * 10);
            return (high, low, low + ((high - low) * random.NextDouble()));
        }
    }

    private static CandleSeries Series(int count, Func<int, (double High, double Low, double Close)> bar) => CandleSeries.FromCandles(
        new SeriesKey("made", "AAA", Timeframe.Parse("1h")),
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var (high, low, close) = bar(i);
            return new Candle(i * Drawn.BarMs, close, high, low, close, 1);
        })]);
}
