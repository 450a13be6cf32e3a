using Backtester.Core.Analysis;
using Backtester.Core.Recommendations.Forecasts;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class EdgeModelTests
{
    [Fact]
    public void OneAlternativeIsTheMixtureOfScalars()
    {
        // Without places the kernel of one alternative is 1: x ~ N(0, s²) with weight 0.8, else N(0, τ²(1 + a) + s²) for nine pairs of τ and a.
        var (current, alternative) = (new double[400], Noise(1, 400, 0.0005));
        var posterior = EdgeModel.Fit(current, [alternative], null, null, 1e9);
        var sample = DifferenceSample.Of(current, [alternative], 1e9);
        var (x, s2, deviation) = (sample.Means[0], sample.Covariance[0][0], sample.Deviations[0]);
        var (weights, means) = (new List<double> { 0.8 * Density(x, s2) }, new List<double> { 0 });
        foreach (var size in new[] { 0.5, 1.2, 2.8 })
        {
            var tau2 = size * size / 365 * deviation * deviation;
            foreach (var artefact in new[] { 0.1, 1, 10 })
            {
                weights.Add(0.2 / 9 * Density(x, (tau2 * (1 + artefact)) + s2));
                means.Add(tau2 / ((tau2 * (1 + artefact)) + s2) * x);
            }
        }

        Assert.Equal(weights.Zip(means, (w, m) => w * m).Sum() / weights.Sum(), posterior.Means[0], 1e-9);
        Assert.Equal(weights[0] / weights.Sum(), posterior.NoEdge, 1e-3);
    }

    [Fact]
    public void MeansAndTheirVarianceAreThoseOfTheSample()
    {
        // Equal weights: mean of the differences, s²/n with n − 1, raised by what days remember (here almost nothing).
        var (current, alternative) = (Noise(2, 500, 0), Noise(3, 500, 0));
        var sample = DifferenceSample.Of(current, [alternative], 1e12);
        var differences = alternative.Zip(current, (a, c) => a - c).ToArray();
        Assert.Equal(Moments.Mean(differences), sample.Means[0], 1e-12);
        Assert.Equal(Moments.SampleDeviation(differences), sample.Deviations[0], 1e-9);
        Assert.InRange(sample.Days, 300, 500.001);
        Assert.Equal(sample.Deviations[0] * sample.Deviations[0] / sample.Days, sample.Covariance[0][0], 1e-15);
    }

    [Fact]
    public void LaterDaysCountMore()
    {
        // With a half-life of one day, days of 0, 0, 1 have the mean 1 / (1 + ½ + ¼) = 4/7.
        var sample = DifferenceSample.Of([0, 0, 0], [[0, 0, 1]], 1);
        Assert.Equal(4 / 7.0, sample.Means[0], 12);
    }

    [Fact]
    public void WhatDoesTheSameAsTheSettingsInUseHasNoEdge()
    {
        var current = Noise(4, 300, 0);
        var posterior = EdgeModel.Fit(current, [[.. current]], null, null, 365);
        Assert.Equal((0, 0.0), (posterior.Best, posterior.Means[0]));
        Assert.Equal(0, posterior.BetterThanCurrent(0));
    }

    [Fact]
    public void WhatIsBelievedIsAlwaysLessThanWhatWasSeen()
    {
        for (var seed = 10; seed < 40; seed++)
        {
            var posterior = EdgeModel.Fit(Noise(seed, 300, 0), [Noise(seed + 100, 300, 0.0003)], null, null, 365);
            Assert.True(Math.Abs(posterior.Means[0]) <= Math.Abs(posterior.SampleMeans[0]));
            Assert.Equal(Math.Sign(posterior.SampleMeans[0]), Math.Sign(posterior.Means[0]));
        }
    }

    [Fact]
    public void TwiceTheReturnsTwiceTheBelief()
    {
        var (current, alternative) = (Noise(5, 300, 0), Noise(6, 300, 0.001));
        var once = EdgeModel.Fit(current, [alternative], null, null, 365);
        var twice = EdgeModel.Fit([.. current.Select(r => 2 * r)], [[.. alternative.Select(r => 2 * r)]], null, null, 365);
        Assert.Equal(2 * once.Means[0], twice.Means[0], 1e-12);
        Assert.Equal(once.BetterThanCurrent(0), twice.BetterThanCurrent(0), 1e-9);
    }

    private static double[] Noise(int seed, int days, double mean)
    {
        var random = new CounterRandom(seed, 0);
        var values = new double[days];
        for (var day = 0; day < days; day++)
        {
            values[day] = mean + (0.01 * random.NextNormal());
        }

        return values;
    }

    private static double Density(double x, double variance) => Math.Exp(-0.5 * x * x / variance) / Math.Sqrt(2 * Math.PI * variance);
}
