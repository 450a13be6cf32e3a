using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>The order of symbols decides ties between entries of one moment, and nothing else.</summary>
public class SymbolOrderTests
{
    private const int Cases = 2000;

    [Fact]
    public void Order_of_symbols_changes_nothing_where_entries_do_not_compete() => ForEach((random, seed) =>
    {
        // Cash for everything and no limit of the whole account: nothing that one symbol does concerns another.
        var input = Free(EngineProperties.RandomInput(random)) with { Sizing = new FixedQuantity(0.5), InitialCapital = 1e6 };
        var (a, b, order) = Shuffled(input, random);
        Assert.Equal(Fills(a, [.. Enumerable.Range(0, order.Length)]).Order(), Fills(b, order).Order());
        Assert.Equal(a.Refusals.NonZero(), b.Refusals.NonZero());
        Assert.True(a.Curve.Equity.Zip(b.Curve.Equity).All(e => Math.Abs(e.First - e.Second) <= 1e-12 * e.First), $"seed {seed}: equity");
    });

    [Fact]
    public void Where_they_compete_the_first_difference_is_a_tie()
    {
        var differing = 0;
        ForEach((random, seed) =>
        {
            // Market orders alone, so that each entry is that of a signal of the bar before (or of its own, at the close).
            var input = Free(EngineProperties.RandomInput(random));
            input = input with
            {
                Symbols = [.. input.Symbols.Select(s => s with { Decisions = s.Decisions with { EntryOrder = null } })],
                Sizing = new FixedNotional(600),
                MaxOpenPositions = random.Next(2) == 0 ? 1 : null,
            };
            var (a, b, order) = Shuffled(input, random);
            var (x, y) = (Fills(a, [.. Enumerable.Range(0, order.Length)]).ToHashSet(), Fills(b, order).ToHashSet());
            var different = x.Except(y).Concat(y.Except(x)).ToList();
            if (different.Count == 0)
            {
                return;
            }

            differing++;
            var time = different.Min(f => f.TimeMs);
            var entering = input.Symbols.Count(s => EntersAt(s, time, input.Conventions.Fill));
            Assert.True(entering >= 2, $"seed {seed}: the fills differ first at {time}, where {entering} symbols have an entry signal");
        });
        Assert.True(differing > 100, $"{differing} cases in which the order mattered");
    }

    [Fact]
    public void Tie_goes_to_the_symbol_that_is_named_first()
    {
        var a = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n110 110 110 110", name: "AAA");
        var b = Drawn.Symbol("50 51 49 50 buy\n50 51 49 50\n55 55 55 55", name: "BBB");
        Assert.Equal(["AAA LONG 1@100 -> 2@110 EndOfData"], Drawn.Trades(Drawn.House(a, b) with { MaxOpenPositions = 1 }));
        Assert.Equal(["BBB LONG 1@50 -> 2@55 EndOfData"], Drawn.Trades(Drawn.House(b, a) with { MaxOpenPositions = 1 }));
    }

    private static void ForEach(Action<Random, int> check)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            check(new Random(seed), seed);
        }
    }

    /// <summary>Without limits that look at the whole account.</summary>
    private static BacktestInput Free(BacktestInput input) =>
        input with { MaxOpenPositions = null, MaxDrawdown = null, MaxDailyLoss = null, MaxSymbolExposure = null, MaxExposure = null };

    private static (BacktestOutcome A, BacktestOutcome B, int[] Order) Shuffled(BacktestInput input, Random random)
    {
        var order = Enumerable.Range(0, input.Symbols.Count).ToArray();
        random.Shuffle(order);
        return (Backtest.Run(input), Backtest.Run(input with { Symbols = [.. order.Select(s => input.Symbols[s])] }), order);
    }

    /// <summary>Fills with the symbol's number before the shuffle.</summary>
    private static IEnumerable<(long TimeMs, int Symbol, double Quantity, double Price)> Fills(BacktestOutcome outcome, int[] order) =>
        outcome.Fills.Select(f => (f.TimeMs, order[f.Symbol], f.Quantity, f.Price));

    private static bool EntersAt(SymbolInput symbol, long timeMs, FillTime fill)
    {
        var row = symbol.Candles.LowerBound(timeMs) - (fill == FillTime.NextOpen ? 1 : 0);
        return row >= 0 && row < symbol.Candles.Count && (symbol.Decisions.Signals[row] & (Signals.LongEntry | Signals.ShortEntry)) != Signals.None;
    }
}
