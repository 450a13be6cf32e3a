using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>What a run is compared with: the spec's `benchmark`.</summary>
public class BenchmarkTests
{
    private const int Bars = 1200;
    private static readonly CandleSeries Btc = ProofCandles.Hours(seed: 61, count: Bars);
    private static readonly CandleSeries Eth = ProofCandles.Hours(seed: 62, count: Bars, "ETHUSDT");
    private static readonly MemoryCatalog Catalog = new(Btc, Eth);

    [Fact]
    public void Without_one_the_symbols_are_held_and_the_fingerprint_is_what_it_was()
    {
        var (plain, written) = (Plan(""), Plan(""" , "benchmark": "buy_and_hold" """));
        Assert.Equal(plain.Fingerprint, written.Fingerprint);
        Assert.DoesNotContain("benchmark", plain.Manifest, StringComparison.Ordinal);
        var result = RunExecutor.Execute(plain, Catalog);
        Assert.Equal((Btc.Close[^1] / Btc.Open[0]) - 1, result.Metrics["benchmark_return"], 12);
        Assert.Equal("Buy and hold", Benchmark.Of(plain, Catalog, [Btc]).Name);
    }

    [Theory]
    [InlineData("\"ethusdt\"")]
    [InlineData("{\"symbol\": \"ETH/USDT\"}")]
    [InlineData("{\"symbol\": \"ETHUSDT\", \"exchange\": \"binance\"}")]
    public void Symbol_is_bought_at_its_first_open_and_held(string benchmark)
    {
        var plan = Plan($", \"benchmark\": {benchmark}");
        var result = RunExecutor.Execute(plan, Catalog);
        Assert.Equal((Eth.Close[^1] / Eth.Open[0]) - 1, result.Metrics["benchmark_return"], 12);
        Assert.Equal(RunExecutor.Execute(Plan(""), Catalog).ResultHash, result.ResultHash);

        // Alpha and beta are those on its daily returns: closes of hours 23, 47, … by hand.
        var closes = Enumerable.Range(0, Bars / 24).Select(day => Eth.Close[(24 * day) + 23]).ToArray();
        var returns = closes.Select((c, day) => (c / (day == 0 ? Eth.Open[0] : closes[day - 1])) - 1).ToArray();
        var line = AlphaBeta.Fit(DailyEquity.Sample(result.Curve).Returns, returns);
        Assert.Equal(line.Alpha, result.Metrics["alpha"], 9);
        Assert.Equal(line.Beta, result.Metrics["beta"], 9);

        var report = RunReport.Measure(result, [Btc], compared: Benchmark.Of(plan, Catalog, [Btc]));
        Assert.Equal("ETHUSDT held", report.BenchmarkName);
        Assert.Equal(10_000 * closes[4] / Eth.Open[0], report.BenchmarkEquity[4], 8);
    }

    [Fact]
    public void Strategy_runs_over_the_same_symbols_as_it_would_alone()
    {
        const string Other = """{"strategy": "sma_cross", "strategy_params": {"fast": 5, "slow": 20}}""";
        var compared = RunExecutor.Execute(Plan($", \"benchmark\": {Other}"), Catalog);
        var alone = RunExecutor.Execute(Plan("", """ "fast": 5, "slow": 20 """), Catalog);
        Assert.Equal(alone.Metrics["total_return"], compared.Metrics["benchmark_return"], 12);
        Assert.NotEqual(0, alone.Metrics["total_return"]);

        // Compared with itself a run has a slope of 1 and nothing beside it.
        var itself = RunExecutor.Execute(Plan(""" , "benchmark": {"strategy": "sma_cross"} """), Catalog);
        Assert.Equal(1, itself.Metrics["beta"], 9);
        Assert.Equal(0, itself.Metrics["alpha"], 9);
        var plan = Plan(""" , "benchmark": {"strategy": {"id": "always", "long_entry": "close > 0"}} """);
        Assert.Equal("Strategy always", Benchmark.Of(plan, Catalog, [Btc]).Name);
        Assert.Contains("benchmark_hash", plan.Manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Curve_of_a_strategy_is_known_between_days_too()
    {
        var plan = Plan(""" , "benchmark": {"strategy": "sma_cross"} """);
        var (benchmark, curve) = (Benchmark.Of(plan, Catalog, [Btc]), RunExecutor.Execute(plan, Catalog).Curve);
        Assert.Equal(1, benchmark.GrowthAt(curve.TimeMs[0] - 1));
        Assert.All(Enumerable.Range(0, curve.Count), i => Assert.Equal(curve.Equity[i] / 10_000, benchmark.GrowthAt(curve.TimeMs[i] + 1)));
    }

    [Theory]
    [InlineData("\"ETHUSDT\"")]
    [InlineData("{\"symbol\": \"ETHUSDT\", \"exchange\": \"binance\"}")]
    [InlineData("{\"strategy\": \"sma_cross\", \"strategy_params\": {\"fast\": 5, \"slow\": 20}}")]
    [InlineData("{\"strategy\": {\"id\": \"always\", \"long_entry\": \"symbol(\\\"ETHUSDT\\\", close) > 0\"}}")]
    public void Spec_reads_back_and_the_dataset_hash_covers_what_the_benchmark_reads(string benchmark)
    {
        var plan = Plan($", \"benchmark\": {benchmark}");
        var again = RunPlanner.Plan(SpecDocument.Write(plan.Spec).ToJsonString(), SpecFormat.Json, Catalog);
        Assert.Equal(plan.Fingerprint, again.Fingerprint);
        Assert.NotEqual(Plan("").Fingerprint, plan.Fingerprint);
        var changed = new MemoryCatalog(Btc, ProofCandles.Hours(seed: 63, count: Bars, "ETHUSDT"));
        var other = RunPlanner.Plan(plan.SpecText, SpecFormat.Json, changed);
        Assert.Equal(!benchmark.Contains("ETH", StringComparison.Ordinal), other.Fingerprint == plan.Fingerprint);
    }

    [Theory]
    [InlineData("\"DOGEUSDT\"", "benchmark")]
    [InlineData("3", "benchmark")]
    [InlineData("{}", "benchmark")]
    [InlineData("{\"symbol\": \"ETHUSDT\", \"strategy\": \"sma_cross\"}", "benchmark")]
    [InlineData("{\"symbol\": \"ETHUSDT\", \"exchange\": \"nowhere\"}", "benchmark")]
    [InlineData("{\"symbol\": \"ETHUSDT\", \"color\": \"red\"}", "benchmark.color")]
    [InlineData("{\"strategy\": \"smacross\"}", "benchmark.strategy")]
    [InlineData("{\"strategy\": \"sma_cross\", \"strategy_params\": {\"fast\": 1}}", "benchmark.strategy_params.fast")]
    public void Wrong_benchmark_is_named(string benchmark, string field)
    {
        var error = Assert.Throws<SpecException>(() => Plan($", \"benchmark\": {benchmark}"));
        Assert.Equal(field, Assert.Single(error.Problems).Field);
    }

    [Fact]
    public void Candles_that_are_gone_leave_it_unknown()
    {
        var held = Plan(""" , "benchmark": "ETHUSDT" """);
        Assert.Empty(Benchmark.Of(held, new MemoryCatalog(Btc), [Btc]).DailyReturns([Btc.OpenTimeMs[0]]));
        var strategy = Plan(""" , "benchmark": {"strategy": "sma_cross"} """);
        Assert.Empty(Benchmark.Of(strategy, new MemoryCatalog(Eth), []).DailyReturns([Btc.OpenTimeMs[0]]));
    }

    [Fact]
    public void Earlier_candles_are_those_that_the_strategy_and_its_benchmark_need()
    {
        var plan = Plan(""" , "warmup": "auto", "start_date": "2024-01-20", "benchmark": {"strategy": "sma_cross", "strategy_params": {"fast": 5, "slow": 100}} """);
        Assert.Equal(100, plan.Spec.WarmupCandles);
    }

    private static RunPlan Plan(string rest, string parameters = "") =>
        RunPlanner.Plan($$$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": { {{{parameters}}} }, "position_size": 5000 {{{rest}}} }""", SpecFormat.Json, Catalog);
}
