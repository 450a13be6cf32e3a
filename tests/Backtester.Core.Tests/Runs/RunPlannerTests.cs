using Backtester.Core.Market;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

public class RunPlannerTests
{
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();

    private static MemoryCatalog Catalog(params (string Exchange, string Symbol)[] series) =>
        new([.. series.Select(s => Flat(s.Exchange, s.Symbol))]);

    [Fact]
    public void Spec_with_symbols_and_timeframe_alone_is_complete()
    {
        var plan = Plan("""{"symbols": ["btc/usdt"], "timeframe": "1h"}""", Catalog(("binance", "BTCUSDT")));
        Assert.Equal("binance", plan.Spec.Exchange);
        Assert.Equal(["BTCUSDT"], plan.Spec.Symbols);
        Assert.Equal(10_000, plan.Spec.InitialCapital);
        Assert.Equal(100, plan.Spec.PositionSize);
        Assert.Equal("next_open", plan.Spec.Execution.Fill);
        Assert.Equal("bps", plan.Spec.Execution.Slippage.Model);
        Assert.Equal(Start, plan.Range.StartMs);
        Assert.Equal(Start + (100 * 3_600_000L), plan.Range.EndMs);
        Assert.False(plan.Synthetic);
    }

    [Fact]
    public void Every_problem_is_reported_at_once_with_field_value_and_what_is_allowed()
    {
        var problems = Problems(
            """
            {"symbols": ["NOPEUSDT"], "timeframe": "7m", "strategy": "sma_cross", "strategy_params": {"fast": 1, "slow": 20, "fasst": 1},
             "initial_capital": -5, "posicion_size": 10, "start_date": "2024-13-01", "risk": {"direction": "up", "max_drawdown": 2},
             "execution": {"fees": {"taker": "much"}}}
            """,
            Catalog(("binance", "BTCUSDT")));
        string[] fields =
        [
            "start_date", "timeframe", "strategy_params.fasst", "strategy_params.fast", "execution.fees.taker",
            "initial_capital", "risk.direction", "risk.max_drawdown", "posicion_size",
        ];
        Assert.Equal(fields.Order(), problems.Select(p => p.Field).Order());
        Assert.Equal("position_size", problems.Single(p => p.Field == "posicion_size").Suggestion);
        Assert.Equal("fast", problems.Single(p => p.Field == "strategy_params.fasst").Suggestion);
        Assert.Equal("-5", problems.Single(p => p.Field == "initial_capital").Got);
        Assert.Contains("above 0", problems.Single(p => p.Field == "initial_capital").Allowed, StringComparison.Ordinal);
        Assert.Equal("at least 2 and at most 500", problems.Single(p => p.Field == "strategy_params.fast").Allowed);
    }

    [Fact]
    public void Broken_constraint_of_the_strategy_names_it_and_the_values()
    {
        var problem = Assert.Single(Problems(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 50, "slow": 20}}""",
            Catalog(("binance", "BTCUSDT"))));
        Assert.StartsWith("strategy_params", problem.Field, StringComparison.Ordinal);
        Assert.Contains("fast < slow", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("50", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_inside_the_spec_runs_and_its_problems_are_reported_with_their_path()
    {
        var catalog = Catalog(("binance", "BTCUSDT"));
        var spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": {"id": "mine", "long_entry": "close > sma(close, LENGTH)"}}""";
        var plan = Plan(spec.Replace("LENGTH", "5", StringComparison.Ordinal), catalog);
        Assert.Equal("mine", plan.Spec.Strategy);
        Assert.Equal(plan.Fingerprint, Plan(SpecDocument.Write(plan.Spec).ToJsonString(), catalog).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, Plan(spec.Replace("LENGTH", "6", StringComparison.Ordinal), catalog).Fingerprint);
        var problem = Assert.Single(Problems(spec.Replace("close, LENGTH", "clsoe, 5", StringComparison.Ordinal), catalog));
        Assert.Equal("strategy.long_entry", problem.Field);
        Assert.Equal("close", problem.Suggestion);
    }

    [Fact]
    public void Risk_limits_are_none_unless_written_and_the_plan_spells_out_those_that_are()
    {
        const string Spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "risk": {RISK}}""";
        RiskSpec Read(string risk) => Plan(Spec.Replace("RISK", risk, StringComparison.Ordinal), Catalog(("binance", "BTCUSDT"))).Spec.Risk;
        Assert.Equal(new RiskSpec(), Read(""));
        Assert.Equal(
            new RiskSpec { MaxDrawdown = 0.3, OnMaxDrawdown = "pause", MaxDailyLoss = 0.02, MaxSymbolExposure = 0.25, MaxExposure = 1.5 },
            Read(""" "max_drawdown": 0.3, "on_max_drawdown": "pause", "max_daily_loss": 0.02, "max_symbol_exposure": 0.25, "max_exposure": 1.5 """));
        var written = Plan(Spec.Replace("RISK", "\"max_drawdown\": 0.3, \"max_daily_loss\": 0.02", StringComparison.Ordinal), Catalog(("binance", "BTCUSDT"))).Manifest;
        Assert.Contains("\"risk\":{\"direction\":\"long_short\",\"max_daily_loss\":0.02,\"max_drawdown\":0.3,\"on_max_drawdown\":\"stop\"}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void What_happens_at_a_drawdown_needs_the_drawdown()
    {
        var problem = Assert.Single(Problems("""{"symbols": ["BTCUSDT"], "timeframe": "1h", "risk": {"on_max_drawdown": "pause"}}""", Catalog(("binance", "BTCUSDT"))));
        Assert.Equal("risk.on_max_drawdown", problem.Field);
    }

    [Fact]
    public void Unknown_symbol_names_the_nearest_and_the_command_that_fetches_it()
    {
        var problem = Assert.Single(Problems("""{"exchange": "binance", "symbols": ["BTCUSTD"], "timeframe": "1h"}""", Catalog(("binance", "BTCUSDT"))));
        Assert.Equal("symbols[0]", problem.Field);
        Assert.Equal("BTCUSDT", problem.Suggestion);
        Assert.Contains("candles fetch --exchange binance --symbols BTCUSTD --timeframe 1h", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_without_candles_says_what_is_stored()
    {
        var problem = Assert.Single(Problems(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "start_date": "2030-01-01", "end_date": "2030-02-01"}""",
            Catalog(("binance", "BTCUSDT"))));
        Assert.Equal("start_date", problem.Field);
        Assert.Contains("2024-01-01T00:00:00Z", problem.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_exchanges_with_all_symbols_must_be_told_apart()
    {
        var problem = Assert.Single(Problems("""{"symbols": ["BTCUSDT"], "timeframe": "1h"}""", Catalog(("binance", "BTCUSDT"), ("okx", "BTCUSDT"))));
        Assert.Equal("exchange", problem.Field);
        Assert.Equal("binance, okx", problem.Allowed);
    }

    [Fact]
    public void Exchange_with_only_some_of_the_symbols_is_an_error_that_says_so()
    {
        var problem = Assert.Single(Problems(
            """{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h"}""",
            Catalog(("binance", "BTCUSDT"), ("sample", "BTCUSDT"), ("sample", "ETHUSDT"))));
        Assert.Equal("exchange", problem.Field);
        Assert.Contains("binance has only BTCUSDT", problem.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_market_serves_only_where_no_stored_exchange_has_any()
    {
        var spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h"}""";
        Assert.Equal("sample", Plan(spec, Catalog(("sample", "BTCUSDT"))).Spec.Exchange);
        Assert.True(Plan(spec, Catalog(("sample", "BTCUSDT"))).Synthetic);
        Assert.Equal("binance", Plan(spec, Catalog(("sample", "BTCUSDT"), ("binance", "BTCUSDT"))).Spec.Exchange);
    }

    [Fact]
    public void Field_that_contradicts_the_preset_is_an_error()
    {
        var problem = Assert.Single(Problems(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "execution": {"preset": "vectorbt_same_close", "fill": "next_open"}}""",
            Catalog(("binance", "BTCUSDT"))));
        Assert.Equal("execution.fill", problem.Field);
        Assert.Equal("same_close", problem.Allowed);
    }

    [Fact]
    public void Yaml_and_json_of_the_same_spec_have_one_fingerprint()
    {
        var catalog = Catalog(("binance", "BTCUSDT"));
        var json = Plan("""{"name": "a", "symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 5}}""", catalog);
        var yaml = RunPlanner.Plan("name: b\nsymbols: [BTCUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nstrategy_params: {fast: 5}\n", SpecFormat.Yaml, catalog);
        Assert.Equal(json.Fingerprint, yaml.Fingerprint);
        Assert.NotEqual(json.Manifest, yaml.Manifest);
        Assert.NotEqual(json.Fingerprint, Plan("""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 6}}""", catalog).Fingerprint);
    }

    [Fact]
    public void Written_spec_reads_back_as_the_same_plan()
    {
        var catalog = Catalog(("binance", "BTCUSDT"), ("binance", "ETHUSDT"));
        var plan = Plan(
            """
            {"name": "x", "symbols": ["ETHUSDT", "BTCUSDT"], "timeframe": "1h", "start_date": "2024-01-02", "end_date": "2024-01-03T12:00:00+02:00",
             "sizing": {"model": "percent_equity"}, "position_size": 12.5, "risk": {"max_open_positions": 3, "max_drawdown": 0.25}, "seed": 7}
            """,
            catalog);
        var again = Plan(SpecDocument.Write(plan.Spec).ToJsonString(), catalog);
        Assert.Equal(plan.Fingerprint, again.Fingerprint);
        Assert.Equal(plan.Manifest, again.Manifest);
    }

    [Theory]
    [InlineData("", "document")]
    [InlineData("[1]", "document")]
    [InlineData("{\"symbols\": [\"A\"", "document")]
    [InlineData("{\"timeframe\": \"1h\"}", "symbols")]
    [InlineData("{\"symbols\": [], \"timeframe\": \"1h\"}", "symbols")]
    [InlineData("{\"symbols\": [\"BTCUSDT\", \"btc-usdt\"], \"timeframe\": \"1h\"}", "symbols[1]")]
    [InlineData("{\"symbols\": [\"BTCUSDT\"], \"timeframe\": \"1h\", \"timeframe\": \"5m\"}", "timeframe")]
    [InlineData("{\"symbols\": [\"BTCUSDT\"], \"timeframe\": \"1h\", \"strategy\": \"sma_cros\"}", "strategy")]
    [InlineData("{\"symbols\": [\"BTCUSDT\"], \"timeframe\": \"1h\", \"start_date\": \"2024-01-03\", \"end_date\": \"2024-01-02\"}", "end_date")]
    public void Broken_document_names_the_field(string text, string field) =>
        Assert.Contains(Problems(text, Catalog(("binance", "BTCUSDT"))), p => p.Field == field);

    [Fact]
    public void Yaml_with_aliases_is_refused()
    {
        var e = Assert.Throws<SpecException>(() => RunPlanner.Plan("symbols: &a [BTCUSDT]\ntimeframe: *a\n", SpecFormat.Yaml, Catalog(("binance", "BTCUSDT"))));
        Assert.Contains("aliases", Assert.Single(e.Problems).Message, StringComparison.Ordinal);
    }

    private static RunPlan Plan(string spec, ICandleCatalog catalog) => RunPlanner.Plan(spec, SpecFormat.Json, catalog);

    private static IReadOnlyList<SpecProblem> Problems(string spec, ICandleCatalog catalog) =>
        Assert.Throws<SpecException>(() => Plan(spec, catalog)).Problems;

    private static CandleSeries Flat(string exchange, string symbol) => CandleSeries.FromCandles(
        new SeriesKey(exchange, symbol, Timeframe.Parse("1h")),
        [.. Enumerable.Range(0, 100).Select(i => new Candle(Start + (i * 3_600_000L), 100, 101, 99, 100, 1))]);
}
