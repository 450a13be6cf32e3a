using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Robustness;

public sealed class StressTestTests
{
    private static readonly SearchPlan Plan = SearchMarket.Plan(SearchMarket.Grid);
    private static readonly Trial Set = SearchMarket.Run(SearchMarket.Grid).First(t => t.Parameters is { } p && p["fast"] == 5 && p["slow"] == 20);

    /// <summary>Each start's score is that of a run whose spec says so.</summary>
    [Fact]
    public void Shifted_starts_are_runs_that_begin_later()
    {
        var found = StressTest.Run(Plan, Set, SearchMarket.Catalog, StressTest.DefaultNoise, workers: 1).StartShift;

        Assert.Equal(StressTest.Starts, found.Scores.Count);
        Assert.Equal(Set.Score, found.Scores[0]);
        foreach (var number in new[] { 1, 10, 19 })
        {
            var start = StressTest.StartOf(Plan.Base.Range, number, Plan.Base.Spec.Timeframe);
            Assert.InRange(start, Plan.Base.Range.StartMs + 1, Plan.Base.Range.StartMs + (12 * 24 * 3_600_000L));
            var run = Run($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": 5, "slow": 20}, "start_date": "{{IsoTime.Format(start)}}"}""");
            Assert.Equal(run.Metrics["sharpe_ratio"], found.Scores[number]);
        }
    }

    [Fact]
    public void Noise_moves_the_score_and_is_the_same_for_any_number_of_workers()
    {
        var one = StressTest.Run(Plan, Set, SearchMarket.Catalog, 0.1, workers: 1);
        var many = StressTest.Run(Plan, Set, SearchMarket.Catalog, 0.1, workers: 3);

        Assert.Equal(StressTest.Paths, one.Noise.Known);
        Assert.Equal(one.Noise.Scores, many.Noise.Scores);
        Assert.Equal(one.StartShift.Scores, many.StartShift.Scores);
        Assert.Equal(StressTest.Paths, one.Noise.Scores.Distinct().Count());
        Assert.True(one.Noise.At(0.05) < one.Noise.At(0.5) && one.Noise.At(0.5) < one.Noise.At(0.95));

        // Hardly any noise: hardly another score.
        Assert.All(StressTest.Run(Plan, Set, SearchMarket.Catalog, 1e-9, workers: 2).Noise.Scores, score => Assert.Equal(Set.Score, score, 1e-5));
    }

    /// <summary>
    /// Close moves by size × range × N(0, 1): over 2,880 candles the deviation of the moves in ranges is 0.2 within four of
    /// its standard errors, 0.2/√(2n).
    /// </summary>
    [Fact]
    public void Noise_has_the_size_that_is_stated_and_leaves_candles_that_can_be()
    {
        var candles = SearchMarket.Candles;
        var noisy = new CandleNoise(SearchMarket.Catalog, [candles.Key], 0.2, seed: 5, path: 3).Load(candles.Key, TimeRange.All);

        var moves = Enumerable.Range(0, candles.Count).Select(i => (noisy.Close[i] - candles.Close[i]) / (candles.High[i] - candles.Low[i])).ToArray();
        var deviation = Math.Sqrt(moves.Average(m => m * m));
        Assert.Equal(0.2, deviation, 4 * 0.2 / Math.Sqrt(2.0 * candles.Count));
        Assert.All(Enumerable.Range(0, candles.Count), i => Assert.True(
            noisy.Low[i] > 0 && noisy.Low[i] <= Math.Min(noisy.Open[i], noisy.Close[i]) && noisy.High[i] >= Math.Max(noisy.Open[i], noisy.Close[i])));
        Assert.Equal(candles.Volume.ToArray(), noisy.Volume.ToArray());
        Assert.Equal(candles.OpenTimeMs.ToArray(), noisy.OpenTimeMs.ToArray());
    }

    [Fact]
    public void Candle_has_its_noise_whichever_part_is_read_and_another_on_another_path()
    {
        var key = SearchMarket.Candles.Key;
        var noise = new CandleNoise(SearchMarket.Catalog, [key], 0.1, seed: 5, path: 0);
        var whole = noise.Load(key, TimeRange.All);
        var part = noise.Load(key, new TimeRange(SearchMarket.Candles.OpenTimeMs[100], SearchMarket.Candles.OpenTimeMs[110]));

        Assert.Equal(whole.Close[100..110].ToArray(), part.Close.ToArray());
        Assert.NotEqual(whole.Close[5], new CandleNoise(SearchMarket.Catalog, [key], 0.1, seed: 5, path: 1).Load(key, TimeRange.All).Close[5]);
        Assert.NotEqual(whole.Close[5], new CandleNoise(SearchMarket.Catalog, [key], 0.1, seed: 6, path: 0).Load(key, TimeRange.All).Close[5]);
        Assert.Equal(SearchMarket.Candles.Close.ToArray(), new CandleNoise(SearchMarket.Catalog, [], 0.1, seed: 5, path: 0).Load(key, TimeRange.All).Close.ToArray());
    }

    /// <summary>Each set's later numbers are those of a run over the later candles with the earlier ones as warm-up.</summary>
    [Fact]
    public void Later_test_is_a_warmed_up_run_after_the_end_of_the_search()
    {
        var spec = SearchMarket.Grid.Replace("\"strategy\"", "\"end_date\": \"2024-02-29T23:59:59Z\", \"strategy\"", StringComparison.Ordinal);
        var trials = ParameterSearch.Ranked(SearchMarket.Run(spec)).Where(t => t.IsMeasured).ToList();
        var found = LaterTest.Run(SearchMarket.Plan(spec), trials, SearchMarket.Catalog, workers: 2);

        Assert.Equal("2024-03-01T00:00:00Z", IsoTime.Format(found.Range.StartMs));
        Assert.Equal(60 * 24, found.Bars);
        Assert.Equal(trials.Select(t => t.Number), found.Trials.Select(t => t.Later.Number));
        Assert.Equal(RankCorrelation.Of([.. trials.Select(t => t.Score)], [.. found.Trials.Select(t => t.Later.Score)]), found.RankCorrelation);
        foreach (var trial in found.Trials.Take(3))
        {
            var run = Run($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": {{trial.Later.Parameters["fast"]}}, "slow": {{trial.Later.Parameters["slow"]}} }, "start_date": "2024-03-01T00:00:00Z", "warmup": "auto"}""");
            Assert.All(Trial.MetricNames, name => Assert.Equal(run.Metrics[name], trial.Later.Metrics![name]));
        }
    }

    [Fact]
    public void Later_test_without_later_candles_names_the_fetch()
    {
        var error = Assert.Throws<SpecException>(() => LaterTest.Run(Plan, [Set], SearchMarket.Catalog, workers: 1));

        var problem = Assert.Single(error.Problems);
        Assert.Equal("end_date", problem.Field);
        Assert.Contains("candles fetch --exchange binance --symbols BTCUSDT --timeframe 1h --start 2024-04-30T00:00:00Z", problem.Allowed, StringComparison.Ordinal);
    }

    private static RunResult Run(string spec)
    {
        var plan = RunPlanner.Plan(spec, SpecFormat.Json, SearchMarket.Catalog);
        return RunExecutor.Execute(plan, SearchMarket.Catalog);
    }
}
