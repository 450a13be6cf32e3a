using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.MonteCarlo;

public sealed class LuckTestTests
{
    private const string Spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": 3, "slow": 10}, "execution": {"fees": {"model": "zero"}, "slippage": {"model": "none"}}}""";

    /// <summary>Independent normal moves of 1 % an hour, and some of each bar's move again in the next ones.</summary>
    private static CandleSeries Market(int seed, int count, double memory = 0, double drift = 0)
    {
        var random = new CounterRandom(seed, 1);
        var candles = new Candle[count];
        var (price, move) = (100.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            move = (memory * move) + (0.01 * random.NextNormal());
            price *= Math.Exp(move + drift);
            candles[i] = new Candle(1_704_067_200_000 + (i * 3_600_000L), open, Math.Max(open, price), Math.Min(open, price), price, 1, double.NaN, double.NaN, double.NaN);
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("1h")), candles);
    }

    private static LuckResult Ask(CandleSeries candles, LuckSettings settings, int workers = 2, string spec = Spec)
    {
        var catalog = new MemoryCatalog(candles);
        return new LuckTest(catalog, settings).OfRun(RunPlanner.Plan(spec, SpecFormat.Json, catalog), workers);
    }

    [Fact]
    public void P_value_is_uniform_where_there_is_nothing_to_find()
    {
        // The drift, which the strategy could earn, is taken out of both sides: all orders of the moves are alike.
        const int Markets = 200;
        var settings = new LuckSettings { Paths = 39, Objective = "roi" };
        var p = Enumerable.Range(0, Markets).Select(seed => Ask(Market(seed, 300, drift: 0.0005), settings).PValueWithoutDrift).Order().ToArray();

        // Kolmogorov and Smirnov against the uniform on 1/40 … 40/40, 1 % level (the discrete one is stricter still).
        var distance = Enumerable.Range(1, 40).Max(k => Math.Abs((p.Count(x => x <= (k / 40.0) + 1e-9) / (double)Markets) - (k / 40.0)));
        Assert.InRange(distance, 0, 1.63 / Math.Sqrt(Markets));
        Assert.All(p, x => Assert.InRange(x, 1 / 40.0, 1));
    }

    [Fact]
    public void A_market_with_memory_is_more_than_luck_for_who_follows_it()
    {
        var luck = Ask(Market(3, 3000, memory: 0.4), new LuckSettings { Paths = 99, Objective = "roi" });

        Assert.Equal(0.01, luck.PValue);
        Assert.Equal(0.01, luck.PValueWithoutDrift);
        Assert.EndsWith("Luck is an unlikely explanation.", luck.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_trend_gave_is_said_to_be_the_trend()
    {
        var spec = Spec.Replace("\"position_size\"", "\"risk\": {\"direction\": \"long_only\"}, \"position_size\"", StringComparison.Ordinal);
        var luck = Ask(Market(4, 3000, drift: 0.001), new LuckSettings { Paths = 99, Objective = "roi" }, spec: spec);

        Assert.True(luck.PValue < 0.05);
        Assert.True(luck.PValueWithoutDrift > 0.05);
        Assert.True(luck.Drift["BTCUSDT"] > 2);
        Assert.EndsWith("much of it is the trend.", luck.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Observed_is_the_objective_of_the_run_itself()
    {
        var catalog = new MemoryCatalog(Market(5, 800));
        var plan = RunPlanner.Plan(Spec, SpecFormat.Json, catalog);
        var run = RunExecutor.Execute(plan, catalog);

        // The second is a metric that the table of a search does not hold.
        foreach (var objective in new[] { "sharpe_ratio", "sqn", "max_drawdown_percentage" })
        {
            Assert.Equal(run.Metrics[objective], new LuckTest(catalog, new LuckSettings { Paths = 3, Objective = objective }).OfRun(plan, 1).Observed);
        }
    }

    [Theory]
    [InlineData(false, 2.0, 3 / 6.0)]
    [InlineData(true, 2.0, 5 / 6.0)]
    [InlineData(false, double.NaN, double.NaN)]
    public void P_value_counts_the_histories_that_do_at_least_as_well(bool lowerIsBetter, double observed, double expected)
    {
        var luck = new LuckResult
        {
            Settings = new LuckSettings { Paths = 5 },
            Sets = 1,
            Objective = "roi",
            LowerIsBetter = lowerIsBetter,
            Observed = observed,
            WithoutDrift = observed,
            Values = lowerIsBetter ? [1, 2, 0.5, 9, 1] : [1, 2, 3, double.NaN, 1],
            Drift = new Dictionary<string, double>(),
        };

        Assert.Equal(expected, luck.PValue);
    }

    [Fact]
    public void A_search_is_repeated_whole_and_the_same_for_any_number_of_workers()
    {
        var plan = SearchMarket.Plan(SearchMarket.Grid);
        var test = new LuckTest(SearchMarket.Catalog, new LuckSettings { Paths = 12, Seed = 9 });

        var one = test.OfSearch(plan, 1);
        Assert.All(new[] { 2, 5 }, workers => Assert.Equal(one.Values, test.OfSearch(plan, workers).Values));

        var search = SearchMarket.Search(plan);
        search.Run(1, _ => { });
        Assert.Equal(search.Best!.Score, one.Observed);
        Assert.Equal(12, one.Sets);

        // The best of a dozen does better by luck than one of them.
        var single = new LuckTest(SearchMarket.Catalog, new LuckSettings { Paths = 12, Seed = 9 }).OfRun(plan.Base, 1);
        Assert.True(one.Distribution.Median > single.Distribution.Median);
    }

    [Fact]
    public void Candles_that_warm_up_stay_as_stored()
    {
        var whole = Market(6, 600);
        var catalog = new MemoryCatalog(whole);
        var range = new TimeRange(whole.OpenTimeMs[200], whole.OpenTimeMs[^1] + 3_600_000);
        var inside = whole.Slice(range);
        var permuted = new PermutedCatalog(catalog, range, new CandlePermutation([inside]).Permuted(1, 1));

        var read = permuted.Load(whole.Key, new TimeRange(whole.OpenTimeMs[150], range.EndMs));

        Assert.Equal(450, read.Count);
        Assert.Equal(whole.Close[150..201], read.Close[..51]);
        Assert.NotEqual(whole.Close[201..].ToArray(), read.Close[51..].ToArray());
    }
}
