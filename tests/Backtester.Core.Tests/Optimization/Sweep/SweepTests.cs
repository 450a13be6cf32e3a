using System.Text.Json.Nodes;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Sweep;

/// <summary>Whatever a spec asks for, a trial of a search has the bits of a run of its own.</summary>
public class SweepTests
{
    private const string Defined = """
        {"id": "own", "version": "1.0.0", "parameters": {"n": {"default": 5, "min": 2, "max": 50}, "k": {"default": 1, "min": 0.1, "max": 9}}, RULES}
        """;

    [Theory]
    [InlineData("""{"sizing": {"model": "all_in"}, "risk": {"direction": "long_only"}}""")]
    [InlineData("""{"sizing": {"model": "percent_equity"}, "risk": {"direction": "short_only"}}""")]
    [InlineData("""{"sizing": {"model": "kelly"}, "execution": {"fees": {"model": "zero"}}}""")]
    [InlineData("""{"sizing": {"model": "volatility_target"}}""")]
    [InlineData("""{"risk": {"max_drawdown": 0.05}}""")]
    [InlineData("""{"execution": {"intrabar": "target_first", "slippage": {"model": "bps", "market": 7, "stop": 11}}}""")]
    [InlineData("""{"execution": {"preset": "backtesting_py"}}""")]
    [InlineData("""{"execution": {"preset": "backtrader"}}""")]
    [InlineData("""{"execution": {"preset": "vectorbt_next_open"}}""")]
    [InlineData("""{"execution": {"preset": "vectorbt_same_close"}}""")]
    [InlineData("""{"execution": {"volume_limit": 0.5}}""")]
    [InlineData("""{"execution": {"leverage": 3}}""")]
    [InlineData("""{"symbols": ["BTCUSDT", "ETHUSDT"]}""")]
    [InlineData("""{"warmup": "auto", "start_date": "2024-02-01T00:00:00Z"}""")]
    public void A_trial_has_the_bits_of_a_run_of_its_own(string change)
    {
        Compare("\"confluence\"", """{"ema_fast": [5, 10], "atr_multiplier": [1, 2]}""", change);
        Compare("\"rsi_reversion\"", """{"period": [5, 14]}""", change);
    }

    [Theory]
    [InlineData(""" "long_entry": "close > sma(close, n)", "long_exit": "close < sma(close, n)", "stop_loss": "2%" """)]
    [InlineData(""" "long_entry": "close > sma(close, n)", "stop_loss": "k * atr(n)", "take_profit": "k * atr(n)", "short_entry": "rsi(close, n) > 60" """)]
    [InlineData(""" "long_entry": "rising(close, 2)", "long_exit": "bars_held > n or unrealized > 0.02", "trailing_stop": "k * atr(n)" """)]
    [InlineData(""" "long_entry": "close > close[n]", "long_exit": "close < close[n]", "trim": [{"at": "1%", "fraction": 0.5}], "break_even": "1%" """)]
    [InlineData(""" "long_entry": "crossover(close, ema(close, n))", "short_entry": "crossunder(close, ema(close, n))", "opposite_entry": "close", "time_exit": 9, "cooldown": 3 """)]
    [InlineData(""" "long_entry": "close > tf(\"4h\", sma(close, n))", "long_exit": "close < tf(\"4h\", sma(close, n))" """)]
    [InlineData(""" "long_entry": "close > sma(close, n)", "long_exit": "close < sma(close, n)", "entry_order": {"type": "limit", "price": "close - k * atr(n)", "expires": 4} """)]
    [InlineData(""" "long_entry": "close > sma(close, n)", "max_entries": 3, "long_exit": "close < lowest(low, n)[1]", "session": {"hours": [8, 20]} """)]
    public void A_definition_of_ones_own_does_too(string rules) =>
        Compare(Defined.Replace("RULES", rules, StringComparison.Ordinal), """{"n": [3, 8, 21], "k": [1, 2.5]}""", "{}");

    /// <summary>A search for a metric that the table of trials does not hold measures each set whole, and comes to the same table.</summary>
    [Fact]
    public void An_objective_outside_the_table_gives_the_same_table()
    {
        const string Spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "parameter_ranges": {"fast": [3, 5], "slow": [10, 20]}, "search": {"objective": "OBJECTIVE"}}""";
        var usual = SearchMarket.Run(Spec.Replace("OBJECTIVE", "sharpe_ratio", StringComparison.Ordinal));
        var whole = SearchMarket.Run(Spec.Replace("OBJECTIVE", "sqn", StringComparison.Ordinal));
        Assert.All(usual.Zip(whole), pair => Assert.All(Trial.MetricNames, name => Assert.Equal(pair.First.Metrics![name], pair.Second.Metrics![name])));
        Assert.NotEqual(usual[0].Score, whole[0].Score);
    }

    private static void Compare(string strategy, string ranges, string change)
    {
        var catalog = new MemoryCatalog(SearchMarket.Candles, SearchMarket.Other);
        var spec = JsonNode.Parse($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": {{strategy}}, "position_size": 90}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            spec[name] = value?.DeepClone();
        }

        var searched = spec.DeepClone().AsObject();
        searched["parameter_ranges"] = JsonNode.Parse(ranges);
        searched["search"] = JsonNode.Parse("""{"min_trades": 0}""");
        var plan = SearchPlanner.Plan(searched.ToJsonString(), SpecFormat.Json, catalog);
        var search = new ParameterSearch(plan, new TrialEvaluator(plan, catalog));
        search.Run(2, _ => { });
        var measured = search.Trials.Where(t => t.IsMeasured).ToList();
        Assert.NotEmpty(measured);
        foreach (var trial in measured)
        {
            spec["strategy_params"] = new JsonObject(trial.Parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)));
            var run = RunExecutor.Execute(RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, catalog), catalog);
            Assert.All(Trial.MetricNames, name => Assert.Equal(run.Metrics[name], trial.Metrics![name]));
        }
    }
}
