using Backtester.Core.Analysis;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class ObjectiveTests
{
    private const string Outside = "sharpe_ratio - 2 * max_drawdown_percentage / 100";

    [Theory]
    [InlineData("sharpe_ratio", 1.5)]
    [InlineData("max_drawdown_percentage", -20)]
    [InlineData("composite_score", 7)]
    [InlineData(Outside, 1.5 - 0.4)]
    [InlineData("-total_trades", -40)]
    [InlineData("sharpe_ratio * sqrt(total_trades / 10)", 3)]
    [InlineData("min(roi, 5, 25) + max(abs(-2), 1)", 7)]
    [InlineData("log(exp(2))", 2)]
    [InlineData("total_trades % 7", 5)]
    [InlineData("if total_trades > 30 and roi >= 12 then sharpe_ratio else -1", 1.5)]
    [InlineData("total_trades == 40 ? 1 : 0", 1)]
    [InlineData("nz(profit_factor, 9)", 9)]
    public void Score_is_the_metric_in_its_direction_or_the_value_of_the_expression(string objective, double expected)
    {
        var (score, note) = new Objective(new SearchSettings { Objective = objective }).Of(Metrics());

        Assert.Equal(expected, score, 12);
        Assert.Null(note);
    }

    [Theory]
    [InlineData("profit_factor", "profit_factor is unknown: no losing trade")]
    [InlineData("sharpe_ratio + profit_factor", "profit_factor is unknown: no losing trade")]
    [InlineData("if profit_factor > 1 then 1 else 0", "profit_factor is unknown: no losing trade")]
    [InlineData("kelly", "kelly is unknown: not measured")]
    [InlineData("roi / (total_trades - 40)", "roi / (total_trades - 40) has no value: a division by 0, or the logarithm or root of a number that has none")]
    [InlineData("log(-roi)", "log(-roi) has no value: a division by 0, or the logarithm or root of a number that has none")]
    public void Score_without_a_value_says_why(string objective, string why)
    {
        var (score, note) = new Objective(new SearchSettings { Objective = objective }).Of(Metrics());

        Assert.True(double.IsNaN(score));
        Assert.Equal(why, note);
    }

    [Fact]
    public void Too_few_trades_come_before_any_value() =>
        Assert.Equal("40 trades, at least 41 are asked for", new Objective(new SearchSettings { Objective = Outside, MinTrades = 41 }).Of(Metrics()).Note);

    [Theory]
    [InlineData("sharp_ratio", "'sharp_ratio' is no metric", "sharpe_ratio")]
    [InlineData("2 * roi - sharpe_ration", "'sharpe_ration' is no metric (line 1, column 11)", "sharpe_ratio")]
    [InlineData("sqr(roi)", "'sqr' is no function of an objective", "sqrt")]
    [InlineData("min(roi)", "wrong number of arguments", null)]
    [InlineData("roi > 5", "a condition cannot be made best (line 1, column 5)", null)]
    [InlineData("roi and sharpe_ratio", "a number stands where a condition belongs", null)]
    [InlineData("roi + (sharpe_ratio > 1)", "a condition stands where a number belongs (line 1, column 21)", null)]
    [InlineData("roi - 5%", "a percentage is not part of an objective (line 1, column 7)", null)]
    [InlineData("roi[1]", "only numbers, metrics, operators and functions can be part of an objective (line 1, column 4)", null)]
    [InlineData("roi -", "the formula ends too early (line 1, column 6)", null)]
    [InlineData("total_trades", "is no metric that could be made best: neither more nor less of it is better", null)]
    public void Mistake_is_named_with_its_place_and_the_nearest_right_name(string objective, string message, string? suggestion)
    {
        var error = Assert.Throws<SpecException>(() => SearchMarket.Plan(SearchMarket.Grid.Replace(
            "\"parameter_ranges\"", $"\"search\": {{\"objective\": \"{objective}\"}}, \"parameter_ranges\"", StringComparison.Ordinal)));

        var problem = Assert.Single(error.Problems);
        Assert.Equal(("search.objective", message, suggestion), (problem.Field, problem.Message, problem.Suggestion));
    }

    /// <summary>Of metrics of the table alone an expression is walked the quick way, else each set is measured whole: the trials are the same.</summary>
    [Fact]
    public void Expression_scores_the_trials_of_a_search_from_their_own_metrics()
    {
        foreach (var trial in Search(Outside).Where(t => t.IsMeasured))
        {
            Assert.Equal(trial.Metrics!["sharpe_ratio"] - (2 * trial.Metrics["max_drawdown_percentage"] / 100), trial.Score);
        }

        Assert.All(
            Search("0 * sqn + " + Outside).Zip(Search(Outside)),
            pair => Assert.Equal(double.IsNaN(pair.Second.Score) ? double.NaN : pair.Second.Score, pair.First.Score));
    }

    private static IReadOnlyList<Trial> Search(string objective) => SearchMarket.Run(SearchMarket.Grid.Replace(
        "\"parameter_ranges\"", $"\"search\": {{\"objective\": \"{objective}\"}}, \"parameter_ranges\"", StringComparison.Ordinal));

    private static MetricSet Metrics()
    {
        var metrics = new MetricSet();
        metrics.Add("sharpe_ratio", 1.5);
        metrics.Add("max_drawdown_percentage", 20);
        metrics.Add("total_trades", 40);
        metrics.Add("roi", 12);
        metrics.Add("composite_score", 7);
        metrics.Add("profit_factor", double.NaN, "no losing trade");
        return metrics;
    }
}
