using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Paths;
using Xunit;

namespace Backtester.Core.Tests.Analysis.Paths;

public sealed class PathSimulationTests
{
    private static AccountSteps Profits(int count, double mean = 1) => AccountSteps.OfProfits(Normals(count).Select(x => mean + (30 * x)), 500);

    private static AccountSteps Returns(int count) => AccountSteps.OfReturns(Normals(count).Select(x => 0.001 + (0.03 * x)), 500);

    private static double[] Normals(int count)
    {
        var random = new CounterRandom(5, 0);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }

    private static double[][] All(PathColumns c) => [c.Final, c.Deepest, c.Longest, c.Lowest, .. c.AtMark];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2.5)]
    [InlineData(250, 1)]
    [InlineData(365, 7.3)]
    public void Lanes_give_the_bytes_of_one_path_after_the_other(int count, double meanBlock)
    {
        foreach (var steps in new[] { Profits(count), Returns(count) })
        {
            int[] marks = [.. new[] { 1, count / 2, count }.Where(m => m > 0).Distinct()];
            var single = PathSimulation.Bootstrap(steps, meanBlock, 403, 42, marks, workers: 1, usesVectors: false);
            var lanes = PathSimulation.Bootstrap(steps, meanBlock, 403, 42, marks, workers: 1);

            Assert.All(All(single).Zip(All(lanes)), pair => Assert.Equal(pair.First, pair.Second));
        }
    }

    [Fact]
    public void Paths_do_not_depend_on_the_number_of_workers_and_change_with_the_seed()
    {
        var steps = Profits(90);
        var one = PathSimulation.Bootstrap(steps, 3, 1000, 42, [45], workers: 1);
        var shuffled = PathSimulation.Shuffle(steps, 1000, 42, [45], workers: 1);
        foreach (var workers in new[] { 2, 5 })
        {
            Assert.All(All(one).Zip(All(PathSimulation.Bootstrap(steps, 3, 1000, 42, [45], workers))), pair => Assert.Equal(pair.First, pair.Second));
            Assert.All(All(shuffled).Zip(All(PathSimulation.Shuffle(steps, 1000, 42, [45], workers))), pair => Assert.Equal(pair.First, pair.Second));
        }

        Assert.NotEqual(one.Final, PathSimulation.Bootstrap(steps, 3, 1000, 43, [45], workers: 1).Final);
    }

    [Fact]
    public void Mean_and_variance_of_independent_draws_are_those_of_the_sum()
    {
        // S_n of n independent draws: mean n·m, variance n·s² with the sample's own (biased) moments. Rich enough never to be used up.
        var moves = Normals(200);
        var steps = AccountSteps.OfProfits(moves, 1000);
        var (mean, variance) = (moves.Average(), moves.Select(m => m * m).Average() - (moves.Average() * moves.Average()));
        const int Paths = 20_000;

        var final = PathSimulation.Bootstrap(steps, 1, Paths, 7, [], workers: 2).Final;

        var average = final.Average();
        var spread = final.Select(f => (f - average) * (f - average)).Average();
        Assert.Equal(1000 + (200 * mean), average, 4 * Math.Sqrt(200 * variance / Paths));
        Assert.Equal(200 * variance, spread, 4 * 200 * variance * Math.Sqrt(2.0 / Paths));
    }

    [Fact]
    public void Blocks_keep_the_dependence_of_neighbours()
    {
        // +1 and −1 in turn. Drawn alone, a sum of n has variance n. In blocks of mean length L the covariance at lag k is
        // (−1)^k·q^k with q = 1 − 1/L (a pair k apart lies in one block with q^k; around the ring the signs go on, n being
        // even), so the variance is n·(1 − q)/(1 + q), with an end effect of −2·Σk(−q)^k = 2q/(1 + q)².
        const int Count = 400, Paths = 20_000;
        var steps = AccountSteps.OfProfits(Enumerable.Range(0, Count).Select(i => i % 2 == 0 ? 1.0 : -1.0), 100_000);
        const double Q = 1 - (1 / 5.0);

        var final = PathSimulation.Bootstrap(steps, 5, Paths, 3, [], workers: 2).Final;

        var expected = (Count * (1 - Q) / (1 + Q)) + (2 * Q / ((1 + Q) * (1 + Q)));
        Assert.Equal(100_000, final.Average(), 4 * Math.Sqrt(expected / Paths));
        Assert.Equal(expected, final.Select(f => (f - 100_000) * (f - 100_000)).Average(), 4 * expected * Math.Sqrt(2.0 / Paths));
    }

    [Fact]
    public void Ruin_of_a_symmetrical_walk_is_that_of_the_reflection_principle()
    {
        // 100 fair steps of ±1 from 10: P(it is used up) = P(S ≤ −10) + P(S < −10) (Feller I, III.7), S = 2B − 100, B binomial.
        var steps = AccountSteps.OfProfits(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : -1.0), 10);
        var expected = Binomial(100, 0.5, b => (2 * b) - 100 <= -10) + Binomial(100, 0.5, b => (2 * b) - 100 < -10);
        const int Paths = 40_000;

        var columns = PathSimulation.Bootstrap(steps, 1, Paths, 11, [], workers: 2);

        var ruined = columns.Lowest.Count(e => e <= 0) / (double)Paths;
        Assert.Equal(expected, ruined, 4 * Math.Sqrt(expected * (1 - expected) / Paths));
        Assert.Equal(ruined, columns.Final.Count(e => e == 0) / (double)Paths);
    }

    [Fact]
    public void Ruin_of_a_gambler_with_an_edge_is_the_power_of_his_odds()
    {
        // Ruin ever from 3 with p = 0.6: (q/p)³ = 0.2963 (Feller I, XIV.2); after 1,000 steps none is left who could still be ruined.
        var steps = AccountSteps.OfProfits(Enumerable.Range(0, 1000).Select(i => i % 5 < 3 ? 1.0 : -1.0), 3);
        var expected = Math.Pow(0.4 / 0.6, 3);
        const int Paths = 20_000;

        var ruined = PathSimulation.Bootstrap(steps, 1, Paths, 12, [], workers: 2).Lowest.Count(e => e <= 0) / (double)Paths;

        Assert.Equal(expected, ruined, 4 * Math.Sqrt(expected * (1 - expected) / Paths));
    }

    [Fact]
    public void Each_order_of_a_shuffle_is_as_likely_as_any_other()
    {
        // From 100: +50, −40, −30. Lowest of the six orders: 80, 80, 60, 30, 70, 30 — each of +50 first (80), −40 first (60
        // or 30), −30 first (70 or 30).
        var steps = AccountSteps.OfProfits([50, -40, -30], 100);
        const int Paths = 30_000;

        var columns = PathSimulation.Shuffle(steps, Paths, 5, [], workers: 1);

        Assert.All(columns.Final, f => Assert.Equal(80, f, 1e-9));
        foreach (var (lowest, share) in new[] { (80.0, 2.0 / 6), (60.0, 1.0 / 6), (30.0, 2.0 / 6), (70.0, 1.0 / 6) })
        {
            Assert.Equal(share, columns.Lowest.Count(l => l == lowest) / (double)Paths, 4 * Math.Sqrt(share * (1 - share) / Paths));
        }
    }

    private static double Binomial(int n, double p, Func<int, bool> counts)
    {
        var (sum, weight) = (0.0, Math.Pow(1 - p, n));
        for (var k = 0; k <= n; k++)
        {
            sum += counts(k) ? weight : 0;
            weight *= (n - k) / (k + 1.0) * p / (1 - p);
        }

        return sum;
    }
}
