using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods.GaussianProcesses;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Methods;

public sealed class GaussianProcessTests
{
    [Fact]
    public void Kernel_is_the_closed_form_of_Matern_with_five_halves()
    {
        // r = √(0.3²/0.5² + 0.2²/0.4²) = √0.61; (1 + √5·r + 5/3·r²)·e^(−√5·r) = 3.763106…·0.174420… (by hand).
        var r = Math.Sqrt(0.61);
        var expected = (1 + (Math.Sqrt(5) * r) + (5.0 / 3 * 0.61)) * Math.Exp(-Math.Sqrt(5) * r);

        Assert.Equal(expected, new MaternKernel([0.5, 0.4]).Of([0.1, 0.9], [0.4, 0.7]), 14);
        Assert.Equal(1, new MaternKernel([0.5, 0.4]).Of([0.1, 0.9], [0.1, 0.9]));
    }

    [Fact]
    public void Posterior_of_two_points_is_that_of_the_inverse_written_out()
    {
        // Points 0 and 1 with values 1 and −2, ℓ = 1, η = 0.01. With k = k(0, 1) and d = 1.01 the inverse of
        // [[d, k], [k, d]] is [[d, −k], [−k, d]]/(d² − k²). At 0.25: a = k(0.25), b = k(0.75);
        // mean = (a(d·1 + 2k) + b(−k − 2d))/(d² − k²), explained = (d(a² + b²) − 2kab)/(d² − k²),
        // σ² = (d·1 + 2·2k + d·4)/(d² − k²)/2.
        static double K(double r) => (1 + (Math.Sqrt(5) * r) + (5.0 / 3 * r * r)) * Math.Exp(-Math.Sqrt(5) * r);
        var (k, d, a, b) = (K(1), 1.01, K(0.25), K(0.75));
        var determinant = (d * d) - (k * k);
        var process = new GaussianProcess([[0], [1]], [1, -2], new MaternKernel([1]), 0.01);
        var (mean, deviation) = process.At([0.25]);

        Assert.Equal(((a * (d + (2 * k))) + (b * (-k - (2 * d)))) / determinant, mean, 12);
        var variance = ((5 * d) + (4 * k)) / determinant / 2;
        Assert.Equal(variance, process.Variance, 12);
        Assert.Equal(Math.Sqrt(variance * (1 - (((d * ((a * a) + (b * b))) - (2 * k * a * b)) / determinant))), deviation, 12);

        // ln L = −n/2·ln σ² − ½·ln |R + ηI| without constants.
        Assert.Equal(-Math.Log(variance) - (0.5 * Math.Log(determinant)), process.LogLikelihood, 12);
    }

    [Fact]
    public void Candidates_together_and_one_after_the_other_are_the_process_itself()
    {
        double[][] points = [[0.1, 0.2], [0.8, 0.3], [0.5, 0.9]];
        double[][] candidates = [.. Enumerable.Range(0, 37).Select(i => new[] { i / 37.0, (i * 7 % 37) / 37.0 })];
        var kernel = new MaternKernel([0.3, 0.6]);
        var process = new GaussianProcess(points, [1, -1, 0.5], kernel, 0.01);
        var together = new CandidatePosterior(process, candidates);
        Assert.All(Enumerable.Range(0, 37), c =>
        {
            Assert.Equal(process.At(candidates[c]).Mean, together.Mean(c), 13);
            Assert.Equal(process.At(candidates[c]).Deviation, together.Deviation(c), 13);
        });

        // A candidate taken as known is a fourth point; the variance of the process stays as it was fitted.
        together.Condition(5, 2);
        var four = new GaussianProcess([.. points, candidates[5]], [1, -1, 0.5, 2], kernel, 0.01);
        Assert.All(Enumerable.Range(0, 37), c =>
        {
            Assert.Equal(four.At(candidates[c]).Mean, together.Mean(c), 12);
            Assert.Equal(four.At(candidates[c]).Deviation / Math.Sqrt(four.Variance), together.Deviation(c) / Math.Sqrt(process.Variance), 10);
        });
    }

    [Theory]
    [InlineData(0, 1, 0, 0.398942280401433)] // φ(0)
    [InlineData(1, 1, 0, 1.083315470587420)] // Φ(1) + φ(1) = 0.841344746068543 + 0.241970724519143, rounded sums
    [InlineData(-1, 2, 1, 0.166630941176000)] // z = −1: −2·0.158655253931457 + 2·0.241970724519143
    [InlineData(3, 0, 1, 2)]
    [InlineData(1, 0, 3, 0)]
    public void Expected_improvement_is_its_closed_form(double mean, double deviation, double best, double expected) =>
        Assert.Equal(expected, ExpectedImprovement.Of(mean, deviation, best), 10);

    [Fact]
    public void Fit_tells_an_axis_that_matters_from_one_that_does_not()
    {
        double[][] points = [.. Enumerable.Range(0, 40).Select(i => new[] { i * 0.618033988749895 % 1, i * 0.754877666246693 % 1 })];
        var (kernel, noise) = ProcessFit.Of(points, [.. points.Select(p => Math.Sin(9 * p[0]))]);

        // Moving a fifth of the axis that does nothing leaves all alike; of the other it does not.
        Assert.True(kernel.Of([0.5, 0.5], [0.5, 0.7]) > 0.95);
        Assert.True(kernel.Of([0.5, 0.5], [0.7, 0.5]) < 0.8);
        Assert.Equal(1e-6, noise);
    }

    [Fact]
    public void Targets_have_mean_0_and_deviation_1_and_a_ruin_is_raised_to_the_bar()
    {
        // Known, sorted: −1000 1 2 3 4: quartiles by position 1 and 3, median 2, bar 2 − 3·2 = −4; the unknown one too.
        // Raised values 1 2 3 4 −4 −4: mean 1/3, deviation √(62/6 − 1/9).
        double[] scores = [1, 2, 3, 4, -1000, double.NaN];
        var targets = new ScoreTargets([.. scores.Select((s, i) => new Trial(i, [i], new Dictionary<string, double>()) { Score = s })]);
        var deviation = Math.Sqrt((62.0 / 6) - (1.0 / 9));

        Assert.Equal((4 - (1.0 / 3)) / deviation, targets.Of(4), 12);
        Assert.Equal((-4 - (1.0 / 3)) / deviation, targets.Of(-1000), 12);
        Assert.Equal(targets.Of(-1000), targets.Of(double.NaN));
    }
}
