using Backtester.Core.Analysis.Paths;
using Xunit;

namespace Backtester.Core.Tests.Analysis.Paths;

public sealed class PathRiskTests
{
    private static readonly AccountSteps Steps = AccountSteps.OfProfits([10, -20, -5, 20, 1, -30, 4], 100);

    [Fact]
    public void The_run_itself_is_measured_as_worked_by_hand()
    {
        // 110, 90, 85, 105, 106, 76, 80: from the peak of 110 down to 76, from step 1 to the end.
        var risk = PathRisk.Measure(Steps, new PathSettings { Scheme = PathScheme.Trades, Paths = 200 });

        Assert.Equal(80, risk.Find("final_equity")!.Realised);
        Assert.Equal(100 * (1 - (76.0 / 110)), risk.Find("max_drawdown_percentage")!.Realised, 1e-12);
        Assert.Equal(6, risk.Find("longest_drawdown_trades")!.Realised);
    }

    [Theory]
    [InlineData(new[] { 5.0, 5, 5 }, 0)]
    [InlineData(new[] { 5.0, -5, 5, 1 }, 2)]
    [InlineData(new[] { -1.0, -1, 2, 1 }, 3)]
    [InlineData(new[] { 5.0, -1 }, 1)]
    public void Longest_stretch_goes_from_the_peak_until_it_is_reached_again(double[] profits, double steps) =>
        Assert.Equal(steps, PathWalk.Of(AccountSteps.OfProfits(profits, 100)).Longest[0]);

    [Fact]
    public void An_account_that_is_used_up_stays_so_and_no_drawdown_is_deeper_than_everything()
    {
        var walk = PathWalk.Of(AccountSteps.OfProfits([-60, -50, 500], 100));
        Assert.Equal((0, 0), (walk.Final[0], walk.Deepest[0]));

        var risk = PathRisk.Measure(AccountSteps.OfReturns([0.5, -0.9, -1.4, 0.3], 100), new PathSettings { Paths = 500 });
        Assert.Equal(100, risk.Find("max_drawdown_percentage")!.High);
        Assert.All(risk.Drawdowns, d => Assert.InRange(d, 0, 100));
        Assert.Equal(0, risk.Find("final_equity")!.Realised);
    }

    [Theory]
    [InlineData(PathScheme.Days, "final_equity cagr max_drawdown_percentage longest_drawdown_days")]
    [InlineData(PathScheme.Trades, "final_equity max_drawdown_percentage longest_drawdown_trades")]
    [InlineData(PathScheme.Shuffle, "max_drawdown_percentage longest_drawdown_trades")]
    public void A_number_that_the_scheme_cannot_move_is_not_shown(PathScheme scheme, string shown)
    {
        var risk = PathRisk.Measure(AccountSteps.OfReturns(Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? -0.02 : 0.015), 100), new PathSettings { Scheme = scheme, Paths = 300 });

        Assert.Equal(shown, string.Join(' ', risk.Distributions.Select(d => d.Name)));
        Assert.All(risk.Distributions, d => Assert.True(d.High > d.Low, d.Name));
        Assert.Empty(risk.Distributions.Select(d => d.Name).Intersect(PathStatistics.LeftOutBy(scheme).Keys));
    }

    [Fact]
    public void Fan_begins_with_the_capital_and_ends_with_the_final_equity()
    {
        var risk = PathRisk.Measure(Steps, new PathSettings { Scheme = PathScheme.Trades, Paths = 1000 }, workers: 2);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], risk.Fan.Select(s => s.Step));
        Assert.Equal([100, 110, 90, 85, 105, 106, 76, 80], risk.Fan.Select(s => s.Realised));
        Assert.All(risk.Fan[0].Quantiles, q => Assert.Equal(100, q));
        Assert.Equal(risk.Find("final_equity")!.Quantiles, risk.Fan[^1].Quantiles);
        Assert.Equal(PathRisk.MostSlices, PathRisk.Measure(AccountSteps.OfProfits(new double[1000], 1), new PathSettings { Scheme = PathScheme.Trades, Paths = 10 }).Fan.Count);
    }

    [Fact]
    public void Quantiles_mean_and_place_of_the_run_are_those_of_all_paths()
    {
        var distribution = PathDistribution.Of("x", 3, [5, 1, 4, double.NaN, 2, 3]);

        Assert.Equal([1.2, 2, 3, 4, 4.8], distribution.Quantiles.Select(q => Math.Round(q, 12)));
        Assert.Equal((3, 0.6), (distribution.Mean, distribution.AtMostRealised));
        Assert.Equal(double.NaN, PathDistribution.Of("x", double.NaN, [double.NaN]).Mean);
    }

    [Fact]
    public void Growth_is_that_of_the_final_equity_a_year()
    {
        var risk = PathRisk.Measure(AccountSteps.OfReturns(Enumerable.Repeat(0.01, 73), 100), new PathSettings { Paths = 50 });

        // Every day the same: each path grows by 1.01^73, in a year by 1.01^365.
        Assert.Equal(Math.Pow(1.01, 365) - 1, risk.Find("cagr")!.Median, 1e-9);
        Assert.Equal(0, risk.RuinProbability);
        Assert.Equal(double.NaN, PathRisk.Measure(AccountSteps.OfReturns([0.01, -0.01], 100), new PathSettings { Paths = 50 }).Find("cagr")!.Mean);
    }

    [Fact]
    public void Sentence_says_how_deep_it_could_have_fallen()
    {
        var risk = PathRisk.Measure(AccountSteps.OfProfits([-60, 10, 20], 100), new PathSettings { Scheme = PathScheme.Trades, Paths = 1000, RuinAt = 0.5 });

        Assert.Contains("In 5 % of 1,000 resampled histories the account fell by more than 100.0 % from a peak", risk.Sentence, StringComparison.Ordinal);
        Assert.Contains("this run fell by 60.0 %", risk.Sentence, StringComparison.Ordinal);

        // Of the 27 equally likely triples those end below 50 at some time that begin with the loss (9), and (10 or 20, −60, −60).
        Assert.Equal(11.0 / 27, risk.RuinProbability, 4 * Math.Sqrt(11.0 / 27 * 16 / 27 / 1000));
    }
}
