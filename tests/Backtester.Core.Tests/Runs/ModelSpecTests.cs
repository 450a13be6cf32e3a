using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>The models of a spec: what is read, what is refused, what a run makes of them.</summary>
public class ModelSpecTests
{
    private const long Hour = 3_600_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-06-01T00:00:00Z").ToUnixTimeMilliseconds();

    [Fact]
    public void Level_of_an_exchange_gives_maker_and_taker_and_written_ones_win()
    {
        var fees = Plan(""" "execution": {"fees": {"model": "percent", "exchange": "binance", "tier": 3}} """).Spec.Execution.Fees;
        Assert.Equal(("binance", 3, 0.00042, 0.0006), (fees.Exchange, fees.Tier, fees.Maker, fees.Taker));
        var written = Plan(""" "execution": {"fees": {"exchange": "binance-usdm", "taker": 0.0003}} """).Spec.Execution.Fees;
        Assert.Equal((0, 0.0002, 0.0003), (written.Tier, written.Maker, written.Taker));
    }

    [Fact]
    public void Per_share_plans_hold_price_minimum_and_the_fee_on_sales_with_its_date()
    {
        var standard = Plan(""" "execution": {"fees": {"model": "per_share"}} """).Spec.Execution.Fees;
        Assert.Equal((0.005, 1.0), (standard.PerShare, standard.Minimum));
        Assert.Equal(27.80, Assert.Single(standard.SecFee).Value);
        var pro = Plan(""" "execution": {"fees": {"model": "per_share", "plan": "pro", "sec_fee": {"2024-05-22": 27.8, "2025-05-14": 0}}} """);
        Assert.Equal((0.0035, 0.35), (pro.Spec.Execution.Fees.PerShare, pro.Spec.Execution.Fees.Minimum));
        Assert.Contains("\"sec_fee\":{\"2024-05-22\":27.8,\"2025-05-14\":0}", pro.Manifest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "execution": {"fees": {"exchange": "binanse"}} """, "execution.fees.exchange", "binance")]
    [InlineData(""" "execution": {"fees": {"exchange": "bybit", "tier": 7}} """, "execution.fees.tier", "0 to 6")]
    [InlineData(""" "execution": {"fees": {"tier": 1}} """, "execution.fees.exchange", "binance-usdm")]
    [InlineData(""" "execution": {"fees": {"model": "fixed"}} """, "execution.fees.amount", "at least 0")]
    [InlineData(""" "execution": {"fees": {"model": "fixed", "amount": 1, "taker": 0.001}} """, "execution.fees.taker", "amount, model")]
    [InlineData(""" "execution": {"fees": {"model": "per_share", "plan": "gold"}} """, "execution.fees.plan", "standard, pro")]
    [InlineData(""" "execution": {"fees": {"model": "per_share", "sec_fee": {"May": 20}}} """, "execution.fees.sec_fee.May", "2024-05-22")]
    [InlineData(""" "execution": {"slippage": {"model": "ticks"}} """, "execution.slippage.model", "execution.rounding.tick")]
    [InlineData(""" "execution": {"slippage": {"model": "spread", "estimator": "roll"}} """, "execution.slippage.estimator", "corwin_schultz, abdi_ranaldo")]
    [InlineData(""" "execution": {"slippage": {"model": "atr", "length": 0}} """, "execution.slippage.length", "at least 1")]
    [InlineData(""" "execution": {"leverage": 0.5} """, "execution.leverage", "at least 1 and at most 125")]
    [InlineData(""" "execution": {"leverage": 10, "margin": {"maintenance": 0.1}} """, "execution.margin.maintenance", "below 1 / leverage")]
    [InlineData(""" "execution": {"margin": {"mode": "cross"}} """, "execution.margin", "execution.leverage")]
    [InlineData(""" "execution": {"preset": "backtrader", "leverage": 2} """, "execution.leverage", "1")]
    [InlineData(""" "execution": {"preset": "backtesting_py", "volume_limit": 0.1} """, "execution.volume_limit", "leave it out")]
    [InlineData(""" "execution": {"volume_limit": 0} """, "execution.volume_limit", "above 0 and at most 1")]
    [InlineData(""" "execution": {"rounding": {"step": 1}} """, "execution.rounding.step", "tick")]
    [InlineData(""" "sizing": {"model": "risk_per_trade"} """, "sizing.model", "stop_loss")]
    [InlineData(""" "sizing": {"model": "kelly", "cap": 150} """, "sizing.cap", "at most 100")]
    [InlineData(""" "sizing": {"model": "all_in", "cap": 50} """, "sizing.cap", "model")]
    public void Impossible_value_of_a_model_is_named_with_what_is_allowed(string property, string field, string allowed)
    {
        var problem = Assert.Single(Assert.Throws<SpecException>(() => Plan(property)).Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(allowed, problem.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "execution": {"fees": {"model": "fixed", "amount": 2}} """)]
    [InlineData(""" "execution": {"fees": {"model": "per_share", "plan": "pro"}} """)]
    [InlineData(""" "execution": {"fees": {"exchange": "okx", "tier": 0}} """)]
    [InlineData(""" "execution": {"slippage": {"model": "ticks", "market": 2}, "rounding": {"tick": 0.01, "lot": 0.001, "minimum_notional": 5}} """)]
    [InlineData(""" "execution": {"rounding": {"lot": 0.1, "symbols": {"BTCUSDT": {"tick": 0.5}}}} """)]
    [InlineData(""" "execution": {"slippage": {"model": "atr", "market": 0.2, "length": 20}} """)]
    [InlineData(""" "execution": {"slippage": {"model": "volume_share", "impact": 0.7}} """)]
    [InlineData(""" "execution": {"slippage": {"model": "spread", "estimator": "abdi_ranaldo", "length": 50, "share": 0.6}} """)]
    [InlineData(""" "execution": {"leverage": 5, "margin": {"mode": "cross", "maintenance": 0.01, "liquidation_fee": 0.002}, "volume_limit": 0.25} """)]
    [InlineData(""" "sizing": {"model": "volatility_target", "length": 20}, "position_size": 15 """)]
    [InlineData(""" "sizing": {"model": "kelly", "caution": 0.25, "cap": 30, "minimum_trades": 5} """)]
    public void Spec_with_its_defaults_written_out_reads_back_as_the_same_run(string property)
    {
        var plan = Plan(property);
        var document = JsonNode.Parse(plan.Manifest)!["spec"]!.ToJsonString();
        Assert.Equal(plan.Fingerprint, RunPlanner.Plan(document, SpecFormat.Json, new MemoryCatalog(Waves())).Fingerprint);
    }

    [Fact]
    public void Models_that_are_off_leave_the_manifest_as_it_was()
    {
        var spec = JsonNode.Parse(Plan(""" "seed": 1 """).Manifest)!["spec"]!;
        Assert.Equal(["fees", "fill", "intrabar", "leverage", "preset", "slippage"], spec["execution"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["maker", "model", "taker"], spec["execution"]!["fees"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["model"], spec["sizing"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void Sizing_of_the_definition_holds_where_the_spec_says_nothing_and_under_house_alone()
    {
        var definition = """ "strategy": {"id": "own", "long_entry": "close > open", "stop_loss": "2%", "sizing": {"model": "risk_per_trade", "value": "1%"}} """;
        var plan = Plan(definition);
        Assert.Equal(("risk_per_trade", 1.0), (plan.Spec.Sizing.Model, plan.Spec.PositionSize));
        Assert.Equal(("fixed_notional", 500.0), Sized(definition + """, "position_size": 500 """));
        Assert.Equal(("all_in", 100.0), Sized(definition + """, "sizing": {"model": "all_in"} """));
        Assert.Equal(("percent_equity", 95.0), Sized(definition + """, "execution": {"preset": "backtrader"} """));

        (string, double) Sized(string property)
        {
            var spec = Plan(property).Spec;
            return (spec.Sizing.Model, spec.PositionSize);
        }
    }

    [Fact]
    public void Costs_name_fees_slippage_funding_and_liquidations_and_their_sum_is_gross_less_net()
    {
        // Falls by a fifth in one bar after the crossing: a long of twenty times its margin is liquidated at the open.
        double[] closes = [.. Enumerable.Range(0, 60).Select(i => i < 20 ? 100.0 - i : i < 30 ? 60.0 + i : 71 - (0.1 * (i - 30)))];
        var candles = Series(closes, "binance-usdm");
        var funding = new FundingRates(candles.OpenTimeMs.ToArray(), closes.Select(_ => 0.0001).ToArray());
        var catalog = new WithFunding(candles, funding);
        var spec = Text(""" "execution": {"leverage": 20}, "risk": {"direction": "long_only"}, "position_size": 5000 """);
        var result = RunExecutor.Execute(RunPlanner.Plan(spec, SpecFormat.Json, catalog), catalog);

        var liquidated = Assert.Single(result.Trades, t => t.ExitReason == Core.Orders.ExitReason.Liquidation);
        Assert.True(liquidated.Funding < 0);
        var costs = Document(result)["costs"]!;
        var gross = result.Trades.Sum(t => (t.ExitPrice - t.EntryPrice) * t.Quantity) + result.Trades.Sum(t => t.Slippage);
        Assert.Equal(liquidated.ExitPrice * liquidated.Quantity * 0.005, costs["liquidation"]!.GetValue<double>(), 1e-9);
        Assert.Equal(-result.Trades.Sum(t => t.Funding), costs["funding"]!.GetValue<double>(), 1e-9);
        Assert.Equal(gross - result.Trades.Sum(t => t.ProfitLoss), costs["total"]!.GetValue<double>(), 1e-9);
        Assert.Equal(result.Curve.Equity[^1] - 10_000, result.Trades.Sum(t => t.ProfitLoss), 1e-8);
        Assert.DoesNotContain(result.Warnings, w => w.Contains("unding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("binance-usdm", """ "seed": 1 """, true)]
    [InlineData("binance", """ "execution": {"leverage": 3} """, true)]
    [InlineData("binance", """ "seed": 1 """, false)]
    public void Funding_that_is_due_but_not_stored_is_said_plainly(string exchange, string property, bool warned)
    {
        var candles = Series([.. Enumerable.Range(0, 100).Select(i => 100 + (10 * Math.Sin(i / 5.0)))], exchange);
        var catalog = new MemoryCatalog(candles);
        var warnings = RunExecutor.Execute(RunPlanner.Plan(Text(property), SpecFormat.Json, catalog), catalog).Warnings;
        Assert.Equal(warned, warnings.Contains($"Funding is counted as 0 for BTCUSDT: no funding rates of {exchange} are stored."));
    }

    [Fact]
    public void Funding_that_is_read_is_part_of_the_fingerprint()
    {
        var candles = Waves();
        var (a, b) = (new FundingRates(new long[] { Start + Hour }, new double[] { 0.0001 }), new FundingRates(new long[] { Start + Hour }, new double[] { 0.0002 }));
        string Fingerprint(ICandleCatalog catalog) => RunPlanner.Plan(Text(""" "seed": 1 """), SpecFormat.Json, catalog).Fingerprint;
        Assert.NotEqual(Fingerprint(new WithFunding(candles, a)), Fingerprint(new WithFunding(candles, b)));
        Assert.Equal(Fingerprint(new MemoryCatalog(candles)), Fingerprint(new WithFunding(candles, null)));
    }

    private static JsonNode Document(RunResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            ResultDocument.Write(writer, result, 1, "COMPLETED");
        }

        return JsonNode.Parse(stream.ToArray())!;
    }

    private static RunPlan Plan(string property) => RunPlanner.Plan(Text(property), SpecFormat.Json, new MemoryCatalog(Waves()));

    private static string Text(string property) => property.Contains("\"strategy\"", StringComparison.Ordinal)
        ? $$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", {{property}}}"""
        : $$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 3, "slow": 8}, {{property}}}""";

    private static CandleSeries Waves() => Series([.. Enumerable.Range(0, 60).Select(i => 100 + (10 * Math.Sin(i / 5.0)))], "binance");

    private static CandleSeries Series(double[] closes, string exchange) => CandleSeries.FromCandles(
        new SeriesKey(exchange, "BTCUSDT", Timeframe.Parse("1h")),
        [.. closes.Select((close, i) => new Candle(Start + (i * Hour), close, close * 1.001, close * 0.999, close, 500))]);

    [Fact]
    public void Rounding_of_the_exchange_is_that_of_its_stored_list_and_the_manifest_keeps_it()
    {
        const string Asked = """ "execution": {"rounding": "exchange"}, "position_size": 250 """;
        var text = $$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "strategy_params": {"fast": 3, "slow": 8}, {{Asked}}}""";
        var catalog = new MemoryCatalog(Waves()) { Instruments = { ["BTCUSDT"] = new Instrument("binance", "BTCUSDT", 0.5, 0.2, 10) } };
        var plan = RunPlanner.Plan(text, SpecFormat.Json, catalog);
        var run = RunExecutor.Execute(plan, catalog);
        Assert.NotEmpty(run.Trades);
        Assert.All(run.Trades, t => Assert.Equal(Math.Round(t.Quantity / 0.2), t.Quantity / 0.2, 1e-9));

        // The same as the numbers written out, and provable without the list.
        var written = RunPlanner.Plan(text.Replace("\"exchange\"", """{"symbols": {"BTCUSDT": {"tick": 0.5, "lot": 0.2, "minimum_notional": 10}}}""", StringComparison.Ordinal), SpecFormat.Json, new MemoryCatalog(Waves()));
        Assert.Equal(written.Fingerprint, plan.Fingerprint);
        Assert.Equal(plan.Fingerprint, RunPlanner.Plan(JsonNode.Parse(plan.Manifest)!["spec"]!.ToJsonString(), SpecFormat.Json, new MemoryCatalog(Waves())).Fingerprint);

        var unknown = Assert.Single(Assert.Throws<SpecException>(() => RunPlanner.Plan(text, SpecFormat.Json, new MemoryCatalog(Waves()))).Problems);
        Assert.Contains("candles top --exchange binance", unknown.Message, StringComparison.Ordinal);
        var word = Assert.Single(Assert.Throws<SpecException>(() => RunPlanner.Plan(text.Replace("\"exchange\"", "\"exchanges\"", StringComparison.Ordinal), SpecFormat.Json, catalog)).Problems);
        Assert.Equal(("execution.rounding", "exchange"), (word.Field, word.Suggestion));
    }

    /// <summary>Candles with stored funding.</summary>
    private sealed class WithFunding(CandleSeries candles, FundingRates? rates) : ICandleCatalog, IFundingCatalog
    {
        private readonly MemoryCatalog _candles = new(candles);

        public IFundingCatalog? Funding => this;

        public IReadOnlyList<SeriesInfo> List() => _candles.List();

        public SeriesInfo? Find(SeriesKey key) => _candles.Find(key);

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => _candles.Load(key, range, cancellation);

        public FundingRates? Find(string exchange, string symbol, TimeRange range) => rates;
    }
}
