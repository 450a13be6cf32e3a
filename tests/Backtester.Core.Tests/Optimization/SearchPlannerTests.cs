using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class SearchPlannerTests
{
    [Fact]
    public void Total_is_the_whole_product_and_points_turn_the_last_axis_fastest()
    {
        var space = SearchMarket.Plan(SearchMarket.Grid).Space;

        Assert.Equal(12, space.Total);
        Assert.Equal(["fast", "slow"], space.Axes.Select(a => a.Name));
        Assert.Equal([1, 2], space.PointAt(5));
        Assert.Equal(5, space.NumberOf([1, 2]));
        Assert.Equal((5.0, 30.0), (space.ParametersAt([1, 2])["fast"], space.ParametersAt([1, 2])["slow"]));
        for (var number = 0L; number < space.Total; number++)
        {
            Assert.Equal(number, space.NumberOf(space.PointAt(number)));
        }
    }

    [Fact]
    public void Ranges_are_lists_or_min_max_step_with_the_schema_behind_them()
    {
        var plan = SearchMarket.Plan(
            """
            {"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "confluence",
             "parameter_ranges": {"atr_multiplier": {"min": 0.5, "max": 0.8, "step": 0.1}, "ema_slow": {"min": 40, "max": 60, "step": 10}}}
            """);

        // As written in decimals: 0.5 + 3·0.1 is 0.8, not 0.8000000000000002.
        Assert.Equal([0.5, 0.6, 0.7, 0.8], plan.Space.Axes[0].Values);
        Assert.Equal([40, 50, 60], plan.Space.Axes[1].Values);
        Assert.Equal(12, plan.Space.ParametersAt([0, 0])["macd_fast"]);
    }

    [Fact]
    public void All_problems_come_at_once_with_their_paths()
    {
        var error = Assert.Throws<SpecException>(() => SearchMarket.Plan(
            """
            {"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "initial_capital": -1, "strategy_params": {"slow": 50},
             "parameter_ranges": {"fas": [1], "fast": [3, "x", 3], "slow": {"min": 20, "max": 10, "step": 1}},
             "search": {"method": "gridd", "objective": "sharp_ratio", "batch": 0}}
            """));

        Assert.Equal(
            ["initial_capital", "parameter_ranges.fas", "parameter_ranges.fast[1]", "parameter_ranges.fast[2]", "parameter_ranges.slow.max", "search.batch", "search.method", "search.objective"],
            error.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
        Assert.Equal("fast", error.Problems.Single(p => p.Field == "parameter_ranges.fas").Suggestion);
        Assert.Equal("grid", error.Problems.Single(p => p.Field == "search.method").Suggestion);
    }

    [Fact]
    public void Space_without_a_possible_set_is_refused_with_the_reason()
    {
        var error = Assert.Throws<SpecException>(() => SearchMarket.Plan(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "parameter_ranges": {"fast": [50, 60], "slow": [10, 20]}}"""));

        Assert.Contains(error.Problems, p => p.Field == "parameter_ranges" && p.Message.Contains("no set is possible", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameter_is_fixed_or_searched_but_not_both()
    {
        var error = Assert.Throws<SpecException>(() => SearchMarket.Plan(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 5}, "parameter_ranges": {"fast": [3, 4]}}"""));

        Assert.Equal("parameter_ranges.fast", Assert.Single(error.Problems).Field);
    }

    [Fact]
    public void Fingerprint_knows_what_decides_the_trials_and_nothing_else()
    {
        var plan = SearchMarket.Plan(SearchMarket.Grid);

        Assert.Equal(plan.Fingerprint, SearchMarket.Plan(With("\"name\": \"other\", \"search\": {\"workers\": 7}")).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, SearchMarket.Plan(With("\"search\": {\"batch\": 8}")).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, SearchMarket.Plan(With("\"seed\": 1")).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, SearchMarket.Plan(SearchMarket.Grid.Replace("[3, 5,", "[4, 5,", StringComparison.Ordinal)).Fingerprint);

        static string With(string more) => SearchMarket.Grid.Replace("{\"symbols\"", $"{{{more}, \"symbols\"", StringComparison.Ordinal);
    }
}
