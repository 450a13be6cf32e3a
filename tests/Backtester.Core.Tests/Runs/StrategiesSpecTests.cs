using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>Several strategies in one spec.</summary>
public class StrategiesSpecTests
{
    private const long Hour = 3_600_000;

    private static readonly MemoryCatalog Catalog = new(Waves("BTCUSDT", 7, 400), Waves("ETHUSDT", 5, 400));

    [Fact]
    public void One_strategy_of_weight_one_gives_the_result_of_a_single_run()
    {
        var single = Run("""{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 3, "slow": 8}, "position_size": 500}""");
        var mixed = Run("""{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h", "strategies": [{"strategy": "sma_cross", "strategy_params": {"fast": 3, "slow": 8}, "weight": 1}], "position_size": 500}""");
        Assert.True(single.Trades.Count > 10);
        Assert.Equal(single.ResultHash, mixed.ResultHash);
        Assert.Equal(single.Metrics.Values, mixed.Metrics.Values);
        Assert.Equal(Without(single, "name", "fingerprint", "spec", "strategies"), Without(mixed, "name", "fingerprint", "spec", "strategies"));
    }

    [Fact]
    public void Strategies_have_names_symbols_and_weights_and_the_plan_reads_back()
    {
        const string Spec = """
            {"timeframe": "1h", "portfolio": {"rebalance": "weekly", "positions": "netting"}, "strategies": [
              {"strategy": "sma_cross", "symbols": ["btc/usdt"], "weight": 0.6},
              {"strategy": {"id": "dip", "long_entry": "close < sma(close, 5)", "long_exit": "close > sma(close, 5)"}, "symbols": ["ETHUSDT", "BTCUSDT"], "weight": 0.3},
              {"name": "slow cross", "strategy": "sma_cross", "strategy_params": {"fast": 20, "slow": 50}, "symbols": ["ETHUSDT"], "weight": 0.1}]}
            """;
        var plan = Plan(Spec);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], plan.Spec.Symbols);
        Assert.Equal("sma_cross + dip + slow cross", plan.Spec.Strategy);
        Assert.Equal([("sma_cross", 0.6), ("dip", 0.3), ("slow cross", 0.1)], plan.Spec.Strategies.Select(s => (s.Name, s.Weight)));
        var again = Plan(JsonNode.Parse(plan.Manifest)!["spec"]!.ToJsonString());
        Assert.Equal(plan.Fingerprint, again.Fingerprint);
        Assert.Equal(3, JsonNode.Parse(plan.Manifest)!["strategy_hash"]!.AsArray().Count);
        var result = Run(Spec);
        Assert.Equal(["dip", "slow cross", "sma_cross"], result.Trades.Select(t => t.Strategy).Distinct().Order());
        Assert.Equal(result.Curve.Equity[^1] - 10_000, result.Strategies.Sum(s => s.ProfitLoss), 1e-7);
    }

    [Fact]
    public void Weights_that_are_not_written_are_equal_parts() =>
        Assert.Equal([0.5, 0.5], Plan("""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategies": [{"strategy": "sma_cross"}, {"strategy": "confluence"}]}""").Spec.Strategies.Select(s => s.Weight));

    [Theory]
    [InlineData("strategy", """ "symbols": ["BTCUSDT"], "strategy": "sma_cross", "strategies": [{"strategy": "sma_cross"}] """)]
    [InlineData("strategies", """ "symbols": ["BTCUSDT"], "strategies": [] """)]
    [InlineData("strategies", """ "symbols": ["BTCUSDT"], "strategies": {"strategy": "sma_cross"} """)]
    [InlineData("strategies[0]", """ "symbols": ["BTCUSDT"], "strategies": ["sma_cross"] """)]
    [InlineData("strategies[0].strategy", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_kross"}] """)]
    [InlineData("strategies[0].weigth", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "weigth": 1}] """)]
    [InlineData("strategies[0].strategy_params.fast", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "strategy_params": {"fast": 1}}] """)]
    [InlineData("strategies[0].strategy_params.constraint", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "strategy_params": {"fast": 50, "slow": 20}}] """)]
    [InlineData("strategies[0].strategy.long_entry", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": {"id": "x", "long_entry": "close >"}}] """)]
    [InlineData("strategies[0].symbols", """ "strategies": [{"strategy": "sma_cross"}] """)]
    [InlineData("strategies[0].symbols", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "symbols": ["ETHUSDT"]}] """)]
    [InlineData("strategies[1].name", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross"}, {"strategy": "sma_cross"}] """)]
    [InlineData("strategies", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "weight": 0.6}, {"strategy": "confluence", "weight": 0.6}] """)]
    [InlineData("strategies", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "weight": 0.6}, {"strategy": "confluence"}] """)]
    [InlineData("strategies[0].weight", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross", "weight": 0}] """)]
    [InlineData("portfolio", """ "symbols": ["BTCUSDT"], "portfolio": {"rebalance": "daily"} """)]
    [InlineData("portfolio.rebalance", """ "symbols": ["BTCUSDT"], "strategies": [{"strategy": "sma_cross"}], "portfolio": {"rebalance": "hourly"} """)]
    public void Wrong_strategies_are_reported_with_their_field(string field, string properties)
    {
        var error = Assert.Throws<SpecException>(() => Plan($$"""{"timeframe": "1h", {{properties}}}"""));
        Assert.Equal(field, Assert.Single(error.Problems).Field);
    }

    private static RunPlan Plan(string spec) => RunPlanner.Plan(spec, SpecFormat.Json, Catalog);

    private static RunResult Run(string spec) => RunExecutor.Execute(Plan(spec), Catalog);

    private static string Without(RunResult result, params string[] properties)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            ResultDocument.Write(writer, result, 1, "COMPLETED", EquityDetail.Full);
        }

        var document = JsonNode.Parse(bytes.ToArray())!.AsObject();
        Array.ForEach(properties, p => Assert.True(document.Remove(p), p));
        return document.ToJsonString();
    }

    private static CandleSeries Waves(string symbol, double length, int count) => CandleSeries.FromCandles(
        new SeriesKey("binance", symbol, Timeframe.Parse("1h")),
        [.. Enumerable.Range(0, count).Select(i => 100 + (10 * Math.Sin(i / length))).Select((close, i) => new Candle(i * Hour, close, close + 1, close - 1, close, 5))]);
}
