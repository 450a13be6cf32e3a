using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class StationaryBootstrapTests
{
    private static double[] Normals(int seed, int count, double mean = 0.001, double deviation = 0.02)
    {
        var random = new CounterRandom(seed, 0);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = mean + (deviation * random.NextNormal());
        }

        return values;
    }

    [Fact]
    public void Counter_random_gives_the_numbers_of_an_independent_splitmix64()
    {
        var random = new CounterRandom(42, 7);

        ulong[] drawn = [random.NextBits(), random.NextBits(), random.NextBits()];
        Assert.Equal(new ulong[] { 0xbffb9b4f7c8afcec, 0xde3c1ed526c824c1, 0xce3ae3b6f21f31d5 }, drawn);
    }

    [Fact]
    public void Counter_random_is_uniform_and_normal()
    {
        var random = new CounterRandom(3, 1);
        var (buckets, sum, squares) = (new int[10], 0.0, 0.0);
        for (var i = 0; i < 100_000; i++)
        {
            buckets[(int)(random.NextDouble() * 10)]++;
            Assert.InRange(random.NextInt(7), 0, 6);
            var x = random.NextNormal();
            sum += x;
            squares += x * x;
        }

        // χ² with 9 degrees of freedom is under 27.88 with probability 0.999; mean and variance within 4 standard errors.
        Assert.True(buckets.Sum(b => (b - 10_000.0) * (b - 10_000.0) / 10_000) < 27.88);
        Assert.Equal(0, sum / 100_000, 4 / Math.Sqrt(100_000));
        Assert.Equal(1, squares / 100_000, 4 * Math.Sqrt(2.0 / 100_000));
    }

    [Fact]
    public void Paths_do_not_depend_on_the_number_of_workers_and_change_with_the_seed()
    {
        var returns = Normals(1, 200);
        PathStatistic[] statistics = [r => Moments.Mean(r), r => SharpeRatio.Annual(r)];

        var one = StationaryBootstrap.Sample(returns, statistics, 500, 42);
        var many = StationaryBootstrap.Sample(returns, statistics, 500, 42, workers: 4);
        var other = StationaryBootstrap.Sample(returns, statistics, 500, 43);

        Assert.Equal(one[0], many[0]);
        Assert.Equal(one[1], many[1]);
        Assert.NotEqual(one[0], other[0]);
        Assert.Equal(one[0][..100], StationaryBootstrap.Sample(returns, statistics, 100, 42)[0]);
    }

    [Fact]
    public void Rows_have_blocks_of_the_mean_length_and_every_row_is_as_likely()
    {
        var random = new CounterRandom(5, 5);
        var rows = new int[400_000];
        StationaryBootstrap.FillRows(rows, 50, 8, ref random);

        // A block ends with probability 1/8, and then 1 of 50 rows happens to be the next one.
        var breaks = Enumerable.Range(1, rows.Length - 1).Count(i => rows[i] != (rows[i - 1] + 1) % 50);
        Assert.Equal(1 / 8.0 * 49 / 50, (double)breaks / rows.Length, 0.0025);
        foreach (var group in rows.GroupBy(r => r))
        {
            Assert.InRange(group.Count(), 7200, 8800);
        }
    }

    [Fact]
    public void Interval_of_the_sharpe_ratio_covers_the_true_one_about_as_often_as_it_says()
    {
        var truth = 0.001 / 0.02 * Math.Sqrt(365);
        var covered = 0;
        for (var simulation = 0; simulation < 300; simulation++)
        {
            var paths = StationaryBootstrap.Sample(Normals(simulation, 250), [r => SharpeRatio.Annual(r)], 200, simulation)[0];
            covered += Quantile.Of(paths, 0.025) <= truth && truth <= Quantile.Of(paths, 0.975) ? 1 : 0;
        }

        // 95 % nominal; blocks and 250 days cost a little, and the standard error of the share is 1.3 points.
        Assert.InRange(covered / 300.0, 0.90, 0.98);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public void Variance_of_the_mean_over_paths_is_that_of_the_closed_form(double block)
    {
        // Dependent values (AR(1), φ = 0.6). Two rows i apart lie in one block with probability (1 − 1/block)^i, and are
        // else independent, so n·var(mean) = C₀ + 2·Σ(1 − i/n)·(1 − 1/block)^i·C_i with the circular autocovariances C
        // (Politis and Romano 1994, equation 7).
        var x = Normals(9, 200, 0, 1);
        for (var i = 1; i < x.Length; i++)
        {
            x[i] += 0.6 * x[i - 1];
        }

        var (n, mean) = (x.Length, x.Average());
        double Autocovariance(int lag) => Enumerable.Range(0, n).Sum(t => (x[t] - mean) * (x[(t + lag) % n] - mean)) / n;
        var expected = (Autocovariance(0) + (2 * Enumerable.Range(1, n - 1).Sum(i => (1 - ((double)i / n)) * Math.Pow(1 - (1 / block), i) * Autocovariance(i)))) / n;

        var deviation = Moments.SampleDeviation(StationaryBootstrap.Sample(x, [r => Moments.Mean(r)], 20_000, 1, block)[0]);

        // The standard error of a variance of 20,000 values is √(2/20,000) = 1 %.
        Assert.Equal(1, deviation * deviation / expected, 0.04);
    }

    [Fact]
    public void Intervals_lie_around_the_metric_and_widen_with_confidence()
    {
        var returns = Normals(4, 365);
        var wide = ConfidenceIntervals.Measure(returns, 42, confidence: 0.99);
        var narrow = ConfidenceIntervals.Measure(returns, 42, confidence: 0.8);

        Assert.Equal(ConfidenceIntervals.Metrics, narrow.Select(i => i.Metric));
        Assert.All(narrow, i => Assert.NotNull(MetricCatalog.Find(i.Metric)));
        Assert.All(narrow.Zip(wide), pair => Assert.True(pair.Second.Low < pair.First.Low && pair.First.Low < pair.First.High && pair.First.High < pair.Second.High, pair.First.Metric));
        Assert.InRange(SharpeRatio.Annual(returns), narrow.Single(i => i.Metric == "sharpe_ratio").Low, narrow.Single(i => i.Metric == "sharpe_ratio").High);
        Assert.All(narrow.Where(i => i.Metric == "max_drawdown_percentage"), i => Assert.InRange(i.Low, 0, 100));
    }

    [Fact]
    public void Intervals_of_a_short_or_idle_run_are_unknown()
    {
        Assert.All(ConfidenceIntervals.Measure([], 1), i => Assert.True(double.IsNaN(i.Low) && double.IsNaN(i.High)));
        Assert.True(double.IsNaN(ConfidenceIntervals.Measure(new double[50], 1).Single(i => i.Metric == "sharpe_ratio").Low));
        Assert.True(double.IsNaN(ConfidenceIntervals.Measure(Normals(1, 29), 1).Single(i => i.Metric == "cagr").Low));
    }

    [Fact]
    public void Block_length_of_an_autoregression_is_the_closed_form_and_of_noise_about_one()
    {
        // AR(1): Σ|k|·R(k) = 2φ/(1 − φ)² and ΣR(k) = (1 + φ)/(1 − φ), in units of R(0), give (2φ/(1 − φ²))^(2/3)·∛n.
        const double Phi = 0.5;
        var (lengths, noise) = (0.0, 0.0);
        for (var seed = 0; seed < 20; seed++)
        {
            var values = Normals(seed, 5000, mean: 0);
            noise += BlockLength.Of(values) / 20;
            for (var i = 1; i < values.Length; i++)
            {
                values[i] += Phi * values[i - 1];
            }

            lengths += BlockLength.Of(values) / 20;
        }

        var expected = Math.Pow(2 * Phi / (1 - (Phi * Phi)), 2.0 / 3) * Math.Cbrt(5000);
        Assert.InRange(lengths, 0.85 * expected, 1.15 * expected);
        Assert.InRange(noise, 1, 2.5);
        Assert.Equal(1, BlockLength.Of(new double[50]));
    }
}
