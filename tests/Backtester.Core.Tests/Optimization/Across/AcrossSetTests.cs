using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Across;

/// <summary>Tests of a search's sets where each was simulated on several markets: again an account of its own on each, and one score of all.</summary>
public sealed class AcrossSetTests
{
    private const string Spec =
        """{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h", "end_date": "2024-02-29T23:59:59Z", "strategy": "sma_cross", "position_size": 5000, "parameter_ranges": {"fast": [3, 5], "slow": [10, 20]}, "search": {"across": {"aggregate": "worst"}}}""";

    private static readonly MemoryCatalog Catalog = new(SearchMarket.Candles, SearchMarket.Other);
    private static readonly SearchPlan Plan = SearchPlanner.Plan(Spec, SpecFormat.Json, Catalog);

    [Fact]
    public void Later_test_is_a_run_on_each_market_after_the_end_of_the_search()
    {
        var found = LaterTest.Run(Plan, Trials(), Catalog, workers: 2);

        Assert.Equal("2024-03-01T00:00:00Z", IsoTime.Format(found.Range.StartMs));
        Assert.All(found.Trials, trial =>
        {
            var runs = Runs(trial.Later, "2024-03-01T00:00:00Z", ", \"warmup\": \"auto\"");
            Assert.All(trial.Later.Markets!.Zip(runs), pair => Assert.All(Trial.MetricNames, name => Assert.Equal(pair.Second.Metrics[name], pair.First.Metrics[name])));
            Assert.Equal(runs.Min(r => r.Metrics["sharpe_ratio"]), trial.Later.Score);
        });
    }

    [Fact]
    public void Later_start_is_one_on_each_market()
    {
        var trial = Trials()[0];
        var found = StressTest.Run(Plan, trial, Catalog, StressTest.DefaultNoise, workers: 2);

        Assert.Equal(trial.Score, found.StartShift.Scores[0]);
        var start = IsoTime.Format(StressTest.StartOf(Plan.Base.Range, 12, Plan.Base.Spec.Timeframe));
        Assert.Equal(Runs(trial, start, ", \"end_date\": \"2024-02-29T23:59:59Z\"").Min(r => r.Metrics["sharpe_ratio"]), found.StartShift.Scores[12]);

        // Noise of next to nothing on the candles of both leaves the score of both.
        Assert.All(StressTest.Run(Plan, trial, Catalog, 1e-9, workers: 2).Noise.Scores, score => Assert.Equal(trial.Score, score, 1e-5));
        Assert.Equal(StressTest.Paths, found.Noise.Scores.Distinct().Count());
    }

    [Fact]
    public void Market_without_later_candles_is_named()
    {
        var catalog = new MemoryCatalog(SearchMarket.Candles, SearchMarket.Walk(9, (31 + 29) * 24, "ETHUSDT"));
        var plan = SearchPlanner.Plan(Spec, SpecFormat.Json, catalog);
        var problem = Assert.Single(Assert.Throws<SpecException>(() => LaterTest.Run(plan, Trials(), catalog, workers: 1)).Problems);

        Assert.Contains("candles fetch --exchange binance --symbols ETHUSDT --timeframe 1h --start 2024-0", problem.Allowed, StringComparison.Ordinal);
    }

    private static List<Trial> Trials()
    {
        var search = new ParameterSearch(Plan, new TrialEvaluator(Plan, Catalog));
        search.Run(2, _ => { });
        return [.. ParameterSearch.Ranked(search.Trials).Where(t => !double.IsNaN(t.Score))];
    }

    private static List<RunResult> Runs(Trial trial, string start, string rest) => ((string[])["BTCUSDT", "ETHUSDT"]).Select(symbol => RunExecutor.Execute(
        RunPlanner.Plan(
            $$"""{"symbols": ["{{symbol}}"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": {{trial.Parameters["fast"]}}, "slow": {{trial.Parameters["slow"]}} }, "start_date": "{{start}}"{{rest}} }""", SpecFormat.Json, Catalog),
        Catalog)).ToList();
}
