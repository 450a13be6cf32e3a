using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Equal_accounts_differ_by_nothing_and_chance_explains_all()
    {
        var (a, _) = Pair(1, 250);
        var same = PairedDifference.Of(a, [.. a], seed: 7, paths: 500);
        Assert.Equal((0.0, 0.0, 0.0, 0.0), (same.Mean, same.Low, same.High, same.Sharpe));
        Assert.Equal((1.0, 1.0), (same.MeanPValue, same.SharpePValue));

        // Twice the size has twice the mean and the same Sharpe ratio.
        var twice = PairedDifference.Of([.. a.Select(r => 2 * r)], a, seed: 7, paths: 500);
        Assert.Equal(Moments.Mean(a), twice.Mean, 15);
        Assert.Equal(1, twice.SharpePValue);
    }

    [Fact]
    public void Known_shift_is_found()
    {
        // The same days with 0.05 % more on each: nothing but the shift is left.
        var (a, _) = Pair(2, 300);
        var shifted = PairedDifference.Of([.. a.Select(r => r + 0.0005)], a, seed: 1, paths: 999);
        Assert.Equal(0.0005, shifted.Mean, 12);
        Assert.Equal(0.0005, shifted.Low, 12);
        Assert.Equal(1.0 / 1000, shifted.MeanPValue);
        Assert.True(shifted.SharpePValue < 0.01);

        // Under noise of 0.5 % a day over 400 days a shift of 0.1 % stands four standard errors from 0.
        var random = new CounterRandom(5, 5);
        double[] b = [.. Enumerable.Range(0, 400).Select(_ => 0.02 * random.NextNormal())];
        double[] noisy = [.. b.Select(r => r + 0.001 + (0.005 * random.NextNormal()))];
        var found = PairedDifference.Of(noisy, b, seed: 1);
        Assert.True(found.MeanPValue < 0.005, $"{found}");
        Assert.InRange(0.001, found.Low, found.High);
    }

    [Fact]
    public void Independent_days_give_the_p_value_of_the_normal_distribution()
    {
        for (var i = 0; i < 5; i++)
        {
            var (a, b) = Pair(10 + i, 500);
            double[] d = [.. a.Zip(b, (x, y) => x - y)];
            var z = Math.Abs(Moments.Mean(d)) / (Moments.PopulationDeviation(d) / Math.Sqrt(d.Length));
            var drawn = PairedDifference.Of(a, b, seed: 3, paths: 4000, meanBlock: 1);

            // Three standard errors of a share of 4,000 paths are at most 0.024.
            Assert.Equal(2 * NormalDistribution.Cdf(-z), drawn.MeanPValue, 0.024);
            Assert.Equal(drawn.NormalSharpePValue, drawn.SharpePValue, 0.03);
        }
    }

    /// <summary>V = (2 − 1 + ½(0.04 + 0.01 − 2·0.2·0.1·0.25))/100 = 0.0102, z = 0.1/√0.0102 = 0.990148, p = 2·Φ(−z) = 0.32210.</summary>
    [Fact]
    public void Sharpe_test_of_memmel_by_hand()
    {
        Assert.Equal(0.32210, PairedDifference.SharpeTest(0.2, 0.1, 0.5, 100), 4);
        Assert.Equal(PairedDifference.SharpeTest(0.2, 0.1, 0.5, 100), PairedDifference.SharpeTest(0.1, 0.2, 0.5, 100));
        Assert.Equal(1, PairedDifference.SharpeTest(0.1, 0.1, 0.5, 100), 12);
        Assert.Equal(double.NaN, PairedDifference.SharpeTest(0.1, 0.1, 1, 100));
    }

    /// <summary>Without a difference p is uniform: the largest gap between its distribution and the diagonal stays under Kolmogorov's 1 % bound, 1.63/√n.</summary>
    [Fact]
    public void P_values_are_uniform_where_there_is_no_difference()
    {
        const int Samples = 400;
        var (means, sharpes) = (new double[Samples], new double[Samples]);
        for (var i = 0; i < Samples; i++)
        {
            var (a, b) = Pair(1000 + i, 150);
            var drawn = PairedDifference.Of(a, b, seed: i, paths: 199);
            (means[i], sharpes[i]) = (drawn.MeanPValue, drawn.SharpePValue);
        }

        Assert.True(Gap(means) < 1.63 / Math.Sqrt(Samples), $"mean: {Gap(means)}");
        Assert.True(Gap(sharpes) < 1.63 / Math.Sqrt(Samples), $"Sharpe: {Gap(sharpes)}");
    }

    [Fact]
    public void Too_few_days_leave_it_unknown()
    {
        var one = PairedDifference.Of([0.01], [0.02], seed: 1);
        Assert.Equal((1, double.NaN, double.NaN), (one.Days, one.MeanPValue, one.SharpePValue));
        Assert.Equal(double.NaN, PairedDifference.Of([], [], seed: 1).Mean);
        Assert.Equal(double.NaN, PairedDifference.Of([0, 0, 0], [0.01, -0.01, 0], seed: 1).Sharpe);
        Assert.Throws<ArgumentException>(() => PairedDifference.Of([1], [1, 2], seed: 1));
    }

    private static double Gap(double[] values)
    {
        Array.Sort(values);
        return values.Select((p, i) => Math.Max(Math.Abs(p - ((double)i / values.Length)), Math.Abs(p - ((i + 1.0) / values.Length)))).Max();
    }

    /// <summary>Two accounts with the same mean that share four fifths of their movement.</summary>
    private static (double[] A, double[] B) Pair(int seed, int days)
    {
        var random = new CounterRandom(seed, 0);
        var (a, b) = (new double[days], new double[days]);
        for (var i = 0; i < days; i++)
        {
            var shared = random.NextNormal();
            a[i] = 0.0005 + (0.02 * ((0.9 * shared) + (0.436 * random.NextNormal())));
            b[i] = 0.0005 + (0.02 * ((0.9 * shared) + (0.436 * random.NextNormal())));
        }

        return (a, b);
    }
}
