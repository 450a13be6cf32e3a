using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Batches;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Batches;

public sealed class BatchPlannerTests
{
    private const string Spec =
        """
        {"exchange": "binance", "symbols": ["BTCUSDT", "ETHUSDT"], "timeframes": ["1h", "4h"], "search": {"method": "random", "trials": 5}, "seed": 3,
         "strategies": ["ema_cross", {"strategy": "sma_cross", "strategy_params": {"slow": 40}, "parameter_ranges": {"fast": [3, 5]}}]}
        """;

    private static readonly MemoryCatalog Catalog = new(SearchMarket.Candles, SearchMarket.Other, FourHours(SearchMarket.Candles), FourHours(SearchMarket.Other));

    [Fact]
    public void Every_strategy_on_every_symbol_and_timeframe_is_the_search_that_its_own_spec_makes()
    {
        var plan = BatchPlanner.Plan(Spec, SpecFormat.Json, Catalog);

        Assert.Equal(
            ["ema_cross BTCUSDT 1h", "ema_cross BTCUSDT 4h", "ema_cross ETHUSDT 1h", "ema_cross ETHUSDT 4h", "sma_cross BTCUSDT 1h", "sma_cross BTCUSDT 4h", "sma_cross ETHUSDT 1h", "sma_cross ETHUSDT 4h"],
            plan.Cells.Select(c => $"{c.Plan.Base.Spec.Strategy} {c.Symbol} {c.Plan.Base.Spec.Timeframe}"));
        Assert.Equal(Enumerable.Range(1, 8), plan.Cells.Select(c => c.Number));
        Assert.All(plan.Cells, c => Assert.Equal(c.Plan.Fingerprint, SearchPlanner.Plan(c.SpecText, SpecFormat.Json, Catalog).Fingerprint));
        Assert.All(plan.Cells, c => Assert.Equal(("random", 3L), (c.Plan.Settings.Method, c.Plan.Base.Spec.Seed)));
        Assert.Equal(40, plan.Cells[4].Plan.Base.Spec.StrategyParams["slow"]);

        // Five sets of each ema_cross search, and the two of each sma_cross search.
        Assert.Equal((4 * 5) + (4 * 2), plan.Sets);
        Assert.Equal("2 strategies on BTCUSDT, ETHUSDT, 1h, 4h", plan.Name);
    }

    /// <summary>ema_cross: fast 10 and slow 50 by default, on grids of 1.</summary>
    [Fact]
    public void Strategy_without_ranges_is_searched_around_its_defaults()
    {
        var axes = BatchPlanner.Plan(Spec, SpecFormat.Json, Catalog).Cells[0].Plan.Space.Axes;
        Assert.Equal(2, axes.Count);
        Assert.All(axes, a => Assert.InRange(a.Values.Count, 4, 5));
        Assert.All(axes, a => Assert.Equal(a.Values.Order(), a.Values));
    }

    [Theory]
    [InlineData("\"timeframes\": [\"1h\", \"4h\"]", "\"timeframe\": \"1h\"", "timeframe", "has no place in a batch")]
    [InlineData("\"timeframes\": [\"1h\", \"4h\"]", "\"timeframes\": [\"1h\", \"7h\"]", "timeframes[1]", "")]
    [InlineData("[\"BTCUSDT\", \"ETHUSDT\"]", "[\"BTCUSDT\", \"XXXUSDT\"]", "symbols[1]", "")]
    [InlineData("[\"BTCUSDT\", \"ETHUSDT\"]", "[\"BTCUSDT\", \"BTCUSDT\"]", "symbols[1]", "listed twice")]
    [InlineData("\"fast\": [3, 5]", "\"fats\": [3, 5]", "strategies[1].parameter_ranges.fats", "is not a parameter")]
    [InlineData("\"ema_cross\",", "\"ema_crss\",", "strategies[0].strategy", "")]
    [InlineData("\"trials\": 5", "\"trials\": 0", "search.trials", "")]
    [InlineData("\"strategies\": [\"ema_cross\",", "\"strategies\": [{\"name\": \"x\"},", "strategies[0]", "names no strategy")]
    public void Problem_is_told_once_at_its_place_in_the_batch(string part, string other, string field, string message)
    {
        var error = Assert.Throws<SpecException>(() => BatchPlanner.Plan(Spec.Replace(part, other, StringComparison.Ordinal), SpecFormat.Json, Catalog));
        Assert.Contains(error.Problems, p => p.Field == field && p.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(error.Problems.Distinct(), error.Problems);
    }

    [Fact]
    public void Yaml_and_json_make_the_same_batch_and_another_order_another()
    {
        const string Yaml =
            """
            exchange: binance
            symbols: [BTCUSDT, ETHUSDT]
            timeframes: [1h, 4h]
            search: {method: random, trials: 5}
            seed: 3
            strategies:
              - ema_cross
              - {strategy: sma_cross, strategy_params: {slow: 40}, parameter_ranges: {fast: [3, 5]}}
            """;
        var plan = BatchPlanner.Plan(Spec, SpecFormat.Json, Catalog);
        Assert.Equal(plan.Fingerprint, BatchPlanner.Plan(Yaml, SpecFormat.Yaml, Catalog).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, BatchPlanner.Plan(Spec.Replace("[3, 5]", "[3, 6]", StringComparison.Ordinal), SpecFormat.Json, Catalog).Fingerprint);
    }

    /// <summary>Every fourth hour, called four hours.</summary>
    private static CandleSeries FourHours(CandleSeries hours) => CandleSeries.FromCandles(
        hours.Key with { Timeframe = Timeframe.Parse("4h") }, [.. Enumerable.Range(0, hours.Count / 4).Select(i => hours[4 * i])]);
}
