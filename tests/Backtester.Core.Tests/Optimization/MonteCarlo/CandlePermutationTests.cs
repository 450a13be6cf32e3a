using Backtester.Core.Market;
using Backtester.Core.Optimization.MonteCarlo;
using Xunit;

namespace Backtester.Core.Tests.Optimization.MonteCarlo;

public sealed class CandlePermutationTests
{
    private static readonly CandleSeries First = SearchMarket.Walk(7, 500);
    private static readonly CandleSeries Second = SearchMarket.Walk(8, 500, "ETHUSDT");

    private static double[] Bodies(CandleSeries s) => [.. Enumerable.Range(1, s.Count - 1).Select(i => s.Close[i] / s.Open[i])];

    private static double[] Gaps(CandleSeries s) => [.. Enumerable.Range(1, s.Count - 1).Select(i => s.Open[i] / s.Close[i - 1])];

    private static void AssertSame(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = 1e-12) =>
        Assert.All(expected.Order().Zip(actual.Order()), p => Assert.Equal(p.First, p.Second, tolerance));

    /// <summary>A walk whose opens are not the closes before.</summary>
    private static CandleSeries WithGaps(CandleSeries s)
    {
        var candles = Enumerable.Range(0, s.Count).Select(i =>
        {
            var by = 1 + (0.002 * ((i % 7) - 3));
            var c = s[i];
            return c with { Open = c.Open * by, High = c.High * 1.01, Low = c.Low * 0.99 };
        }).ToList();
        return CandleSeries.FromCandles(s.Key, candles);
    }

    [Fact]
    public void The_moves_are_the_same_in_another_order_and_the_last_close_is_the_first()
    {
        var source = WithGaps(First);
        var permutation = new CandlePermutation([source]);

        var made = permutation.Permuted(42, 3)[0];

        Assert.Equal(source.OpenTimeMs, made.OpenTimeMs);
        Assert.Equal(source[0], made[0]);
        Assert.Equal(source.Close[0], made.Close[^1], 1e-9);
        AssertSame(Bodies(source), Bodies(made));
        AssertSame(Gaps(source).Select(g => g / permutation.Drift[0]), Gaps(made));
        AssertSame(source.Volume[1..].ToArray(), made.Volume[1..].ToArray(), 0);
        Assert.NotEqual(Bodies(source), Bodies(made));
        Assert.NotEqual(permutation.Permuted(42, 4)[0].Close.ToArray(), made.Close.ToArray());
        Assert.NotEqual(permutation.Permuted(43, 3)[0].Close.ToArray(), made.Close.ToArray());
    }

    [Fact]
    public void Every_bar_keeps_its_shape()
    {
        var made = new CandlePermutation([WithGaps(First)]).Permuted(1, 1)[0];
        for (var i = 0; i < made.Count; i++)
        {
            Assert.True(made.High[i] >= Math.Max(made.Open[i], made.Close[i]) && made.Low[i] <= Math.Min(made.Open[i], made.Close[i]) && made.Low[i] > 0);
        }
    }

    [Fact]
    public void Without_drift_the_bars_stay_where_they_are()
    {
        var source = WithGaps(First);
        var made = new CandlePermutation([source]).Driftless()[0];

        Assert.Equal(source.Close[0], made.Close[^1], 1e-9);
        Assert.All(Bodies(source).Zip(Bodies(made)), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Symbols_share_the_order_so_that_what_they_do_together_stays()
    {
        var made = new CandlePermutation([First, Second]).Permuted(42, 1);
        var (first, second) = (Bodies(First), Bodies(Second));

        // The body that stands in a bar of one symbol is of the same time as the body in the other's.
        var (a, b) = (Bodies(made[0]), Bodies(made[1]));
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(Nearest(first, a[i]), Nearest(second, b[i]));
        }
    }

    [Fact]
    public void Where_a_symbol_has_holes_only_bars_with_the_same_symbols_change_places()
    {
        var holed = CandleSeries.FromCandles(Second.Key, [.. Enumerable.Range(20, 480).Where(i => i % 5 != 0).Select(i => Second[i])]);

        var made = new CandlePermutation([First, holed]).Permuted(42, 1);

        Assert.Equal(holed.OpenTimeMs, made[1].OpenTimeMs);
        AssertSame(Bodies(First), Bodies(made[0]));
        AssertSame(Bodies(holed), Bodies(made[1]));
        Assert.Equal(holed.Close[0], made[1].Close[^1], 1e-9);
        var has = holed.OpenTimeMs.ToArray().ToHashSet();
        var moved = 0;
        for (var i = 1; i < First.Count; i++)
        {
            var from = Nearest(Bodies(First), made[0].Close[i] / made[0].Open[i]) + 1;
            Assert.Equal(has.Contains(First.OpenTimeMs[i]), has.Contains(First.OpenTimeMs[from]));
            moved += from == i ? 0 : 1;
        }

        Assert.True(moved > 400);
    }

    private static int Nearest(double[] values, double value) =>
        Enumerable.Range(0, values.Length).MinBy(i => Math.Abs(values[i] - value));
}
