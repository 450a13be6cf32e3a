using Backtester.Core.Engine;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Parts of a run with carried state are the run.</summary>
public class CarriedBacktestTests
{
    private const int Cases = 2000;

    [Fact]
    public void Parts_with_carried_state_give_the_bytes_of_one_run()
    {
        var carried = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var input = seed % 2 == 0 ? EngineProperties.RandomInput(random) : ModelProperties.RandomModels(random);
            var whole = Backtest.Run(input);
            using var parts = new CarriedBacktest();
            foreach (var cut in Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, whole.Curve.Count)).Order())
            {
                // What comes after the cut is not there yet: no candle, no signal, no rate of funding.
                var part = Until(input, whole.Curve.TimeMs[cut]);
                parts.Walk(part);
                carried += whole.Curve.OpenPositions[cut - 1] > 0 ? 1 : 0;
            }

            parts.Walk(input);
            var sum = parts.Close();
            Assert.True(whole.Fills.SequenceEqual(sum.Fills), $"seed {seed}: fills");
            Assert.True(whole.Curve.TimeMs.AsSpan().SequenceEqual(sum.Curve.TimeMs), $"seed {seed}: times");
            Assert.True(whole.Curve.Equity.AsSpan().SequenceEqual(sum.Curve.Equity), $"seed {seed}: equity");
            Assert.True(whole.Curve.Cash.AsSpan().SequenceEqual(sum.Curve.Cash), $"seed {seed}: cash");
            Assert.True(whole.Curve.OpenPositions.AsSpan().SequenceEqual(sum.Curve.OpenPositions), $"seed {seed}: open positions");
            Assert.Equal(whole.Trades.Select(t => t with { SignalIndicators = null! }), sum.Trades.Select(t => t with { SignalIndicators = null! }));
            Assert.Equal(whole.Refusals.NonZero(), sum.Refusals.NonZero());
            Assert.Equal((whole.AmbiguousBars, whole.EntrySignals, whole.StoppedAtMs), (sum.AmbiguousBars, sum.EntrySignals, sum.StoppedAtMs));
        }

        Assert.True(carried > Cases / 5, $"a position was carried over a cut {carried} times");
    }

    [Fact]
    public void Stop_order_and_cooldown_are_carried_over_the_cut()
    {
        // Bought at the open of bar 1; the stop, 2 below, is reached in bar 3, behind the cut.
        var whole = Drawn.House(Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n100 101 99 100\n100 101 97 99\n99 99 99 99", stop: Core.Strategies.StopDistance.Fraction(0.02)));
        using var parts = new CarriedBacktest();
        parts.Walk(Until(whole, 2 * Drawn.BarMs));
        parts.Walk(whole);
        Assert.Equal(98, Assert.Single(parts.Close().Trades).ExitPrice);
    }

    [Fact]
    public void Candles_that_do_not_begin_with_those_walked_are_refused()
    {
        var input = Drawn.House(Drawn.Symbol("100 101 99 100\n100 101 99 100\n100 101 99 100"));
        using var parts = new CarriedBacktest();
        parts.Walk(Until(input, 2 * Drawn.BarMs));
        Assert.Throws<ArgumentException>(() => parts.Walk(Drawn.House(Drawn.Symbol("100 101 99 100\n100 101 99 99\n100 101 99 100"))));
        Assert.Throws<ArgumentException>(() => parts.Walk(Until(input, Drawn.BarMs)));
    }

    private static BacktestInput Until(BacktestInput input, long endMs) => input with
    {
        Symbols = [.. input.Symbols.Select(s =>
        {
            var part = EngineProperties.Cut(s, endMs);
            return part with { GoesOn = part.Candles.Count < s.Candles.Count, Funding = s.Funding is { } rates ? Until(rates, endMs) : null };
        })],
    };

    private static FundingRates Until(FundingRates rates, long endMs)
    {
        var count = Enumerable.Range(0, rates.Count).Count(i => rates.TimeMs[i] < endMs);
        return new FundingRates(rates.TimeMs[..count].ToArray(), Enumerable.Range(0, count).Select(i => rates.Rate[i]).ToArray());
    }
}
