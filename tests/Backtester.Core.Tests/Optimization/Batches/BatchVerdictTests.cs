using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Honesty;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Batches;

public sealed class BatchVerdictTests
{
    private static readonly double Year = Math.Sqrt(365);

    /// <summary>The deflated Sharpe ratio written out with the tries of all searches, from the moments themselves.</summary>
    [Theory]
    [InlineData(0.12, 40, 3)]
    [InlineData(0.05, 200, 12)]
    [InlineData(0.02, 9, 100)]
    public void Deflated_sharpe_is_that_of_all_tries_of_the_batch(double sharpe, double tries, int searches)
    {
        const double Spread = 0.04;
        var search = Search(sharpe, tries, ProbabilisticSharpe.Dsr(sharpe, 730, -0.3, 4.5, Spread, tries), Spread);
        var verdict = BatchVerdict.Of([.. Enumerable.Repeat(search, searches)])[0]!.Value;

        Assert.Equal(searches * tries, verdict.EffectiveTrials, 1e-9);
        Assert.Equal(ProbabilisticSharpe.ExpectedMaximum(Spread, searches * tries) * Year, verdict.LuckSharpe, 1e-9);
        Assert.Equal(ProbabilisticSharpe.Dsr(sharpe, 730, -0.3, 4.5, Spread, searches * tries), verdict.DeflatedSharpe, 1e-7);
    }

    /// <summary>By hand: p = 2 % in 10 of 40 tries is 1 − 0.98⁴ = 7.763184 % in all.</summary>
    [Fact]
    public void Luck_is_raised_for_the_tries_of_the_other_searches()
    {
        var (one, other) = (Search(0.1, 10, 0.9, 0.04) with { LuckProbability = 0.02 }, Search(0.1, 30, 0.9, 0.04));
        Assert.Equal(0.07763184, BatchVerdict.Of([one, other])[0]!.Value.LuckProbability, 1e-12);
    }

    /// <summary>None of 1,000 paths did as well: that is a p-value under 1/1001, not of 0; in 60 searches 1 − (1000/1001)⁶⁰ = 5.8207 %.</summary>
    [Fact]
    public void Bootstrap_without_a_hit_is_no_certainty()
    {
        var verdicts = BatchVerdict.Of([.. Enumerable.Repeat(Search(0.1, 10, 0.9, 0.04) with { LuckProbability = 0 }, 60)]);
        Assert.Equal(0.058207, verdicts[0]!.Value.LuckProbability, 1e-6);
        Assert.False(verdicts[0]!.Value.IsMoreThanLuck);
    }

    [Fact]
    public void Batch_of_one_search_has_its_own_verdict_and_a_search_without_one_has_none()
    {
        var search = Search(0.1, 10, ProbabilisticSharpe.Dsr(0.1, 730, 0, 3, 0.04, 10), 0.04) with { LuckProbability = 0.2 };
        var verdicts = BatchVerdict.Of([search, null]);
        Assert.Equal(search.DeflatedSharpe, verdicts[0]!.Value.DeflatedSharpe, 1e-9);
        Assert.Equal(0.2, verdicts[0]!.Value.LuckProbability, 1e-12);
        Assert.Null(verdicts[1]);
    }

    private static SearchHonesty Search(double perDay, double tries, double deflated, double spread) => new()
    {
        Trials = (int)tries,
        EarlierTrials = 0,
        EffectiveTrials = tries,
        Sample = (int)tries,
        BestSharpe = perDay * Year,
        LuckSharpe = ProbabilisticSharpe.ExpectedMaximum(spread, tries) * Year,
        DeflatedSharpe = deflated,
        Pbo = 0.5,
        RealityCheck = 0.5,
        Spa = 0.5,
        LuckProbability = 0.5,
        MinimumBacktestYears = 1,
        Years = 2,
        Sentence = "",
    };
}
