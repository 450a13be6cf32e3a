using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class BacktestOverfittingTests
{
    private static readonly double[][] ToyRows =
    [
        [.01, 0, -.01, .005], [.02, .01, 0, -.005], [-.01, 0, .01, .01], [-.02, .01, .02, 0], [0, -.01, .01, .01], [.01, 0, -.02, .005],
        [.03, -.02, 0, .01], [-.01, .02, .01, -.01], [0, .01, -.01, .015], [-.02, 0, .02, 0], [.01, -.01, 0, .005], [0, .02, -.01, -.01],
    ];

    private static double[][] Columns(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(r => r[c]).ToArray())];

    [Fact]
    public void Pbo_of_the_toy_is_one_sixth()
    {
        var result = BacktestOverfitting.Measure(Columns(ToyRows), blocks: 4);

        Assert.Equal(1.0 / 6, result.Probability, 15);
        Assert.Equal(6, result.Logits.Length);
    }

    [Fact]
    public void Pbo_equals_a_direct_walk_over_all_splits()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var (sets, rows) = (2 + random.Next(9), 24 + random.Next(60));
            var returns = Enumerable.Range(0, sets).Select(_ => Enumerable.Range(0, rows).Select(_ => Curves.Normal(random) * 0.01).ToArray()).ToArray();
            if (seed % 3 == 0)
            {
                returns[^1] = returns[0];
            }

            Assert.True(Direct(returns, 6).Equals(BacktestOverfitting.Measure(returns, 6).Probability), $"seed {seed}");
        }
    }

    [Fact]
    public void Pbo_of_one_set_that_is_always_best_is_zero_and_of_noise_is_near_one_half()
    {
        var random = new Random(11);
        var noise = Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 320).Select(_ => Curves.Normal(random) * 0.01).ToArray()).ToArray();
        var better = noise.Append([.. noise[0].Select(r => r + 0.02)]).ToArray();

        Assert.Equal(0, BacktestOverfitting.Measure(better, 8).Probability);
        var sum = 0.0;
        for (var trial = 0; trial < 60; trial++)
        {
            sum += BacktestOverfitting.Measure([.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 160).Select(_ => Curves.Normal(random) * 0.01).ToArray())], 8).Probability;
        }

        Assert.InRange(sum / 60, 0.4, 0.6);
    }

    [Fact]
    public void Pbo_sets_that_never_trade_have_sharpe_zero()
    {
        // A losing set and an idle one: the idle one is best in every sample and best out of it.
        var losing = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? -0.02 : 0.01).ToArray();

        Assert.Equal(0, BacktestOverfitting.Measure([losing, new double[40]], 4).Probability);
    }

    [Fact]
    public void Pbo_equal_sets_share_the_middle_rank_and_count()
    {
        var set = Enumerable.Range(0, 40).Select(i => Math.Sin(i) / 100).ToArray();

        var result = BacktestOverfitting.Measure([set, set, set], 4);

        Assert.Equal(1, result.Probability);
        Assert.All(result.Logits, l => Assert.Equal(0, l));
    }

    [Fact]
    public void Pbo_bad_input_is_refused_with_what_came_and_what_is_allowed()
    {
        var set = new double[40];

        Assert.Contains("1 sets", Assert.Throws<ArgumentException>(() => BacktestOverfitting.Measure([set])).Message);
        Assert.Contains("blocks: 5", Assert.Throws<ArgumentException>(() => BacktestOverfitting.Measure([set, set], 5)).Message);
        Assert.Contains("at least 48", Assert.Throws<ArgumentException>(() => BacktestOverfitting.Measure([set, set], 24)).Message);
        Assert.Contains("set 1 has 39 rows", Assert.Throws<ArgumentException>(() => BacktestOverfitting.Measure([set, new double[39]])).Message);
        Assert.Contains("unknown return", Assert.Throws<ArgumentException>(() => BacktestOverfitting.Measure([set, [.. set[..39], double.NaN]])).Message);
    }

    /// <summary>Every split by hand: joined rows, Sharpe of each, rank of the best.</summary>
    private static double Direct(double[][] returns, int blocks)
    {
        var rows = returns[0].Length;
        var (splits, count) = (0, 0);
        for (var mask = 0; mask < 1 << blocks; mask++)
        {
            if (int.PopCount(mask) != blocks / 2)
            {
                continue;
            }

            double[] Sharpes(bool inside) => [.. returns.Select(r => SharpeRatio.PerPeriod(r.Where((_, row) =>
                Enumerable.Range(0, blocks).Any(b => (mask >> b & 1) == (inside ? 1 : 0) && row >= b * rows / blocks && row < (b + 1) * rows / blocks)).ToArray()))];
            var (before, after) = (Sharpes(true), Sharpes(false));
            var best = Array.IndexOf(before, before.Max());
            var rank = after.Count(s => s < after[best]) + ((after.Count(s => s == after[best]) + 1) / 2.0);
            splits++;
            count += rank / (returns.Length + 1) <= 0.5 ? 1 : 0;
        }

        return (double)count / splits;
    }
}
