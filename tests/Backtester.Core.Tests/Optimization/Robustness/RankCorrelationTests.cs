using Backtester.Core.Optimization.Robustness;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Robustness;

public sealed class RankCorrelationTests
{
    /// <summary>Without ties ρ = 1 − 6·Σd²/(n·(n² − 1)): ranks 1 2 3 4 5 against 2 1 4 3 5, Σd² = 4, ρ = 1 − 24/120 = 0.8.</summary>
    [Fact]
    public void Swapped_neighbours_give_the_textbook_value() =>
        Assert.Equal(0.8, RankCorrelation.Of([10, 20, 30, 40, 50], [0.2, 0.1, 7, 0.3, 9]), 1e-12);

    /// <summary>Ties share their mean rank: 1.5 1.5 3 against 1 2 3: Pearson 1.5/√(1.5 · 2).</summary>
    [Fact]
    public void Ties_share_the_mean_of_their_ranks() => Assert.Equal(1.5 / Math.Sqrt(3), RankCorrelation.Of([5, 5, 8], [1, 2, 3]), 1e-12);

    [Fact]
    public void Unknown_pairs_are_left_out_and_too_few_or_equal_ones_give_none()
    {
        Assert.Equal(-1, RankCorrelation.Of([1, double.NaN, 2, 3], [9, 100, 8, 7]), 1e-12);
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 2, double.NaN], [1, 2, 3])));
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 1, 1], [1, 2, 3])));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1], [1, 2]));
    }
}
