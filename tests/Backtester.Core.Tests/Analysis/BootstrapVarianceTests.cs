using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class BootstrapVarianceTests
{
    [Fact]
    public void Variance_of_three_days_is_the_one_by_hand()
    {
        // Around the mean 3: -2, -1, 3. Circular autocovariances 14/3, -7/3, -7/3; weights (2/3)(1/2) and (1/3)(1/4):
        // 14/3 + 2·(1/3 + 1/12)·(-7/3) = 49/18. The weights' sum over all lags is 1 + 2·5/12 = 11/6.
        var variance = new BootstrapVariance(3, 2);

        Assert.Equal(49.0 / 18, variance.Of([1, 2, 6]), 1e-12);
        Assert.Equal(11.0 / 18, variance.Shortfall, 1e-12);
        Assert.Equal(3 / (1 + (2 * ((1 / 9.0) + (1 / 144.0)))), variance.Degrees, 1e-12);
    }

    [Fact]
    public void Blocks_of_one_day_give_the_population_variance_that_falls_short_by_one_in_n()
    {
        var variance = new BootstrapVariance(4, 1);

        Assert.Equal(1.25, variance.Of([1, 2, 3, 4]), 1e-12);
        Assert.Equal(0.25, variance.Shortfall);
        Assert.Equal(4, variance.Degrees);
    }

    [Fact]
    public void Paths_of_the_bootstrap_vary_as_much()
    {
        // 20,000 paths: the mean square has a relative deviation of √(2/20,000) = 1 %.
        var random = new CounterRandom(5, 0);
        var values = new double[60];
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = (0.5 * values[i - 1]) + random.NextNormal();
        }

        var mean = Moments.Mean(values);
        var means = StationaryBootstrap.Sample(values, [path => Moments.Mean(path)], 20_000, seed: 3, meanBlock: 6)[0];
        Assert.Equal(1, means.Average(m => 60 * (m - mean) * (m - mean)) / new BootstrapVariance(60, 6).Of(values), 0.03);
    }

    [Theory]
    [InlineData(10, 1.812461, 0.95)]
    [InlineData(10, -2.228139, 0.025)]
    [InlineData(10, 4.143700, 0.999)]
    [InlineData(100, 3.390491, 0.9995)]
    public void Student_value_has_the_normal_value_of_the_same_tail(int degrees, double t, double probability)
    {
        // Table of Student's t.
        Assert.Equal(1, new BootstrapVariance(degrees, 1).Normal(t) / NormalDistribution.Inverse(probability), 2e-3);
    }
}
