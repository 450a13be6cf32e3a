using Backtester.Core.Analysis;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Honesty;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class SearchHonestyTests
{
    [Fact]
    public void Search_on_noise_is_called_luck_in_at_least_95_percent()
    {
        // 1,000 searches of 20 sets over a year without any edge: at most 5 % plus two standard errors may convince, by
        // the verdict and by the deflated Sharpe ratio alone.
        var searches = JudgeAll(1000, sets: 20, days: 365, edge: 0);
        var most = 1000 * (0.05 + (2 * Math.Sqrt(0.05 * 0.95 / 1000)));

        Assert.True(searches.Count(h => h.IsMoreThanLuck) <= most, $"{searches.Count(h => h.IsMoreThanLuck)} of 1000");
        Assert.True(searches.Count(h => h.DeflatedSharpe > SearchHonesty.ConvincingSharpe) <= most);

        Assert.All(searches, h => Assert.Equal(h.IsMoreThanLuck, !h.Sentence.Contains("Not distinguishable from luck", StringComparison.Ordinal)));
    }

    [Fact]
    public void Real_edge_is_found_in_at_least_80_percent()
    {
        // One set of 50 with an annual Sharpe ratio of 2.5 over three years.
        var found = JudgeAll(60, sets: 50, days: 3 * 365, edge: 2.5).Count(h => h.IsMoreThanLuck);

        Assert.True(found >= 48, $"{found} of 60");
    }

    [Fact]
    public void Verdict_names_sets_sharpe_and_luck()
    {
        var luck = Judge(3, sets: 20, days: 365, edge: 0);
        Assert.StartsWith($"Of 20 sets the best has a Sharpe ratio of {luck.BestSharpe:0.00}; luck alone is expected to give {luck.LuckSharpe:0.00}", luck.Sentence, StringComparison.Ordinal);
        Assert.Contains("Not distinguishable from luck", luck.Sentence, StringComparison.Ordinal);
        Assert.Contains("More than luck: ", Judge(3, sets: 5, days: 1500, edge: 4).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Earlier_tries_raise_what_luck_gives()
    {
        var (alone, later) = (Judge(4, 20, 365, 0), Judge(4, 20, 365, 0, earlier: 5000));

        Assert.True(later.EffectiveTrials > 100 * alone.EffectiveTrials);
        Assert.True(later.LuckSharpe > alone.LuckSharpe);
        Assert.True(later.DeflatedSharpe < alone.DeflatedSharpe);
        Assert.True(later.LuckProbability > alone.LuckProbability);
        Assert.Equal(alone.Spa, later.Spa);
        Assert.Contains("5,000 earlier tries", later.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_without_a_scored_set_says_that_it_cannot_be_judged()
    {
        var honesty = SearchHonesty.Measure([], best: null, earlierTrials: 0, seed: 1);

        Assert.Equal("No set has enough trades and days to be judged.", honesty.Sentence);
        Assert.True(double.IsNaN(honesty.Pbo));
    }

    private static SearchHonesty[] JudgeAll(int searches, int sets, int days, double edge)
    {
        var judged = new SearchHonesty[searches];
        Parallel.For(0, searches, s => judged[s] = Judge(s, sets, days, edge));
        return judged;
    }

    private static SearchHonesty Judge(int search, int sets, int days, double edge, long earlier = 0)
    {
        var trials = Enumerable.Range(0, sets).Select(k =>
        {
            var random = new CounterRandom(search, k);
            var returns = new double[days];
            for (var day = 0; day < days; day++)
            {
                returns[day] = 0.01 * (random.NextNormal() + (k == 0 ? edge / Math.Sqrt(365) : 0));
            }

            return new Trial(k, [k], new Dictionary<string, double>())
            {
                Metrics = new Dictionary<string, double> { ["sharpe_ratio"] = SharpeRatio.Annual(returns) },
                Score = SharpeRatio.Annual(returns),
                DailyReturns = returns,
            };
        }).ToList();
        return SearchHonesty.Measure(trials, ParameterSearch.Ranked(trials)[0], earlier, seed: search);
    }
}
