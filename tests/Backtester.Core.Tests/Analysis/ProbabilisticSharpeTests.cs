using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class ProbabilisticSharpeTests
{
    [Fact]
    public void Psr_of_normal_returns_is_in_closed_form()
    {
        // γ₃ = 0, γ₄ = 3: Φ(SR·√(n − 1)/√(1 + SR²/2)).
        Assert.Equal(NormalDistribution.Cdf(0.1 * 10 / Math.Sqrt(1.005)), ProbabilisticSharpe.Psr(0.1, 101, 0, 3), 15);
        Assert.Equal(0.5, ProbabilisticSharpe.Psr(0.1, 101, 0, 3, threshold: 0.1));
    }

    [Fact]
    public void Psr_rises_with_sharpe_days_and_skew_and_falls_with_kurtosis_and_threshold()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (sharpe, n, skew, kurtosis) = (0.02 + (0.1 * random.NextDouble()), 30 + random.Next(300), random.NextDouble() - 0.5, 3 + (5 * random.NextDouble()));
            var psr = ProbabilisticSharpe.Psr(sharpe, n, skew, kurtosis);

            Assert.True(ProbabilisticSharpe.Psr(sharpe * 1.1, n, skew, kurtosis) > psr, $"sharpe, seed {seed}");
            Assert.True(ProbabilisticSharpe.Psr(sharpe, n + 20, skew, kurtosis) > psr, $"days, seed {seed}");
            Assert.True(ProbabilisticSharpe.Psr(sharpe, n, skew + 0.2, kurtosis) > psr, $"skew, seed {seed}");
            Assert.True(ProbabilisticSharpe.Psr(sharpe, n, skew, kurtosis + 1) < psr, $"kurtosis, seed {seed}");
            Assert.True(ProbabilisticSharpe.Psr(sharpe, n, skew, kurtosis, 0.01) < psr, $"threshold, seed {seed}");
        }
    }

    [Fact]
    public void Deflated_sharpe_falls_with_trials_and_equals_psr_for_one()
    {
        Assert.Equal(0, ProbabilisticSharpe.ExpectedMaximum(0.04, 1));
        Assert.True(double.IsNaN(ProbabilisticSharpe.ExpectedMaximum(0.04, 0)));
        var before = ProbabilisticSharpe.Psr(0.1, 365, 0, 3);
        Assert.Equal(before, ProbabilisticSharpe.Dsr(0.1, 365, 0, 3, 0.04, 1));
        foreach (var trials in new[] { 2, 5, 10, 100, 10_000, 1_000_000 })
        {
            var deflated = ProbabilisticSharpe.Dsr(0.1, 365, 0, 3, 0.04, trials);
            Assert.True(deflated < before, $"{trials} trials");
            before = deflated;
        }
    }

    [Fact]
    public void Expected_maximum_is_near_the_mean_of_simulated_maxima()
    {
        // 4,000 times the largest of 100 normal values; its mean is 2.5076 (exact order statistic), the formula gives 2.531.
        var (sum, random) = (0.0, new CounterRandom(1, 1));
        for (var path = 0; path < 4000; path++)
        {
            var largest = double.NegativeInfinity;
            for (var i = 0; i < 100; i++)
            {
                largest = Math.Max(largest, random.NextNormal());
            }

            sum += largest;
        }

        Assert.Equal(2.5076, sum / 4000, 0.02);
        Assert.Equal(sum / 4000, ProbabilisticSharpe.ExpectedMaximum(1, 100), 0.045);
    }

    [Fact]
    public void Minimum_track_record_is_where_psr_reaches_the_confidence()
    {
        var days = ProbabilisticSharpe.MinimumTrackRecord(0.1, -0.5, 6);

        Assert.True(ProbabilisticSharpe.Psr(0.1, (int)Math.Ceiling(days), -0.5, 6) >= 0.95);
        Assert.True(ProbabilisticSharpe.Psr(0.1, (int)Math.Floor(days), -0.5, 6) < 0.95);
        Assert.True(double.IsNaN(ProbabilisticSharpe.MinimumTrackRecord(-0.1, 0, 3)));
    }
}
