using Backtester.Core.Optimization;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class SearchForecastTests
{
    /// <summary>fast 3, 5, 8, 30 with slow 10, 20, 30: only fast 30 breaks fast &lt; slow, three times. 120 days.</summary>
    [Fact]
    public void Every_set_of_a_small_space_is_held_against_the_constraint()
    {
        var forecast = SearchForecast.Of(SearchMarket.Plan(SearchMarket.Grid));

        Assert.Equal((12L, 12L, 12, 3), (forecast.Combinations, forecast.Budget, forecast.LookedAt, forecast.Refused));
        Assert.True(forecast.IsExact);
        Assert.Equal(9, forecast.Simulated);
        Assert.Equal(120.0 / 365, forecast.Years, 1e-3);
    }

    /// <summary>The refused share of a large space is that of the whole within four deviations of a sample of 2,000.</summary>
    [Fact]
    public void Large_space_is_sampled_and_the_same_each_time()
    {
        const string Large =
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "parameter_ranges": {"fast": {"min": 2, "max": 301, "step": 1}, "slow": {"min": 3, "max": 302, "step": 1}}, "search": {"method": "random", "trials": 500}}""";
        var forecast = SearchForecast.Of(SearchMarket.Plan(Large));

        Assert.Equal((90_000L, 500L, 2_000), (forecast.Combinations, forecast.Budget, forecast.LookedAt));
        Assert.False(forecast.IsExact);

        // fast < slow in 300·301/2 of 300² sets.
        var share = 1 - (301 / 600.0);
        Assert.Equal(share, (double)forecast.Refused / forecast.LookedAt, 4 * Math.Sqrt(share * (1 - share) / 2000));
        Assert.Equal(forecast, SearchForecast.Of(SearchMarket.Plan(Large)));
    }
}
