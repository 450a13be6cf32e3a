using System.Text.Json.Nodes;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>`warmup: auto`: indicators read stored candles from before the start, the account does not.</summary>
public class WarmUpTests
{
    private const int History = 6000;
    private const int Start = 4500;

    /// <summary>An average of 20 closes needs 19 before it, and crossover the bar before that: 20.</summary>
    private const string Sma = """{"id": "sma_only", "long_entry": "crossover(close, sma(close, 20))", "long_exit": "crossunder(close, sma(close, 20))"}""";

    private static readonly CandleSeries Btc = ProofCandles.Hours(seed: 51, count: History);
    private static readonly CandleSeries Eth = ProofCandles.Hours(seed: 52, count: History, "ETHUSDT");

    public static TheoryData<string> Settling => [.. StrategyCatalog.All.Where(s => s.WarmUp(s.Defaults, Btc.Key.Timeframe).Settles && s.Info.Id != "random_entry").Select(s => s.Info.Id)];

    [Theory]
    [MemberData(nameof(Settling))]
    public void Trades_are_those_of_indicators_that_read_the_whole_history(string strategy)
    {
        var catalog = new MemoryCatalog(Btc, Eth);
        var late = Plan(catalog, $"\"{strategy}\"", "\"auto\"", """ "symbols": ["BTCUSDT", "ETHUSDT"] """);
        var result = RunExecutor.Execute(late, catalog);

        // The whole history, with every signal before the start taken out.
        var whole = RunPlanner.Plan(Spec($"\"{strategy}\"", "\"none\"", """ "symbols": ["BTCUSDT", "ETHUSDT"] """, start: null), SpecFormat.Json, catalog);
        var input = RunMarket.Load(whole, catalog).Input(whole.Spec);
        var truth = Backtest.Run(input with { Symbols = [.. input.Symbols.Select(s => s with { Decisions = s.Decisions with { Signals = From(s.Decisions.Signals, Start) } })] });
        Assert.Equal(
            truth.Trades.Select(t => (t.Symbol, t.OpenedAtMs, t.ClosedAtMs, t.ExitReason, t.Direction)),
            result.Trades.Select(t => (t.Symbol, t.OpenedAtMs, t.ClosedAtMs, t.ExitReason, t.Direction)));
        Assert.All(truth.Trades.Zip(result.Trades), pair =>
        {
            Assert.Equal(pair.First.EntryPrice, pair.Second.EntryPrice, pair.First.EntryPrice * 1e-11);
            Assert.Equal(pair.First.ExitPrice, pair.Second.ExitPrice, pair.First.ExitPrice * 1e-9);
            Assert.All(pair.First.SignalIndicators, i => Assert.True(Near(i.Value, pair.Second.SignalIndicators[i.Key]), $"{i.Key}: {i.Value:R}, {pair.Second.SignalIndicators[i.Key]:R}"));
        });
        Assert.Equal(Btc.OpenTimeMs[Start], result.Curve.TimeMs[0]);
        Assert.All(result.Trades, t => Assert.True(t.OpenedAtMs > Btc.OpenTimeMs[Start]));
        Assert.DoesNotContain(result.Warnings, w => w.Contains("before the start", StringComparison.Ordinal));
    }

    [Fact]
    public void Number_of_candles_is_the_rules_own_and_stands_in_the_manifest()
    {
        var catalog = new MemoryCatalog(Btc);
        var plan = Plan(catalog, Sma);
        Assert.Equal((20, "[20]"), WarmUp(plan));
        Assert.Contains(DatasetHash.Of([Btc.SliceRows(Start - 20, History - Start + 20)]), plan.Manifest, StringComparison.Ordinal);
        Assert.NotEqual(Plan(catalog, Sma, "\"none\"").Fingerprint, plan.Fingerprint);

        // The seed of ema(20) loses 1 - 2/21 a bar: its weight is under 1e-12 after ln(1e-12)/ln(19/21) = 276.1 bars, 19 after the first.
        var (ema, _) = WarmUp(Plan(catalog, """{"id": "ema", "long_entry": "close > ema(close, 20)"}"""));
        Assert.InRange(ema, 277 + 19, 277 + 20);
    }

    [Fact]
    public void Without_it_nothing_is_read_before_the_start_and_the_manifest_is_what_it_was()
    {
        var catalog = new MemoryCatalog(Btc);
        var plan = Plan(catalog, Sma, "\"none\"");
        Assert.Equal(plan.Fingerprint, RunPlanner.Plan(Spec(Sma, null), SpecFormat.Json, catalog).Fingerprint);
        Assert.Equal(["dataset_hash", "engine_version", "spec", "strategy_hash", "synthetic"], JsonNode.Parse(plan.Manifest)!.AsObject().Select(p => p.Key).Order());
        Assert.Contains(DatasetHash.Of([Btc.SliceRows(Start, History - Start)]), plan.Manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Dataset_hash_covers_the_candles_read_and_no_other()
    {
        var plan = Plan(new MemoryCatalog(Btc), Sma);
        Assert.Equal(plan.Fingerprint, Plan(new MemoryCatalog(Changed(Btc, Start - 21)), Sma).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, Plan(new MemoryCatalog(Changed(Btc, Start - 20)), Sma).Fingerprint);
    }

    [Fact]
    public void Decision_of_the_bar_before_the_start_is_not_taken()
    {
        // Always long: the first decision is that of the first bar, its fill at the open of the second.
        var result = Run(new MemoryCatalog(Btc), """{"id": "always", "long_entry": "sma(close, 20) > 0"}""");
        Assert.Equal(Btc.OpenTimeMs[Start + 1], Assert.Single(result.Trades).OpenedAtMs);
    }

    [Theory]
    [InlineData("mark")]
    [InlineData("fill")]
    public void Where_candles_are_missing_the_same_number_reaches_further_back(string gaps)
    {
        // 15 of the 20 candles before the start are missing, and so is the first one of the range.
        var rows = Enumerable.Range(0, History).Where(i => i is < Start - 17 or (>= Start - 2 and < Start) or > Start).ToList();
        var holed = CandleSeries.FromCandles(Btc.Key, [.. rows.Select(i => Btc[i])]);
        var catalog = new MemoryCatalog(holed);
        var plan = Plan(catalog, Sma, "\"auto\"", $$""" "symbols": ["BTCUSDT"], "data": {"gaps": "{{gaps}}"} """);
        Assert.Equal((20, "[20]"), WarmUp(plan));
        var first = holed.LowerBound(Btc.OpenTimeMs[Start]);
        Assert.Contains(DatasetHash.Of([holed.SliceRows(first - 20, holed.Count - first + 20)]), plan.Manifest, StringComparison.Ordinal);
        Assert.Equal(Btc.OpenTimeMs[Start + 1], RunExecutor.Execute(plan, catalog).Curve.TimeMs[0]);
    }

    [Fact]
    public void Fewer_stored_candles_are_read_as_they_are_and_a_warning_says_so()
    {
        var catalog = new MemoryCatalog(Btc.SliceRows(Start - 7, 1000));
        var plan = Plan(catalog, Sma);
        Assert.Equal((20, "[7]"), WarmUp(plan));
        Assert.Contains(RunExecutor.Execute(plan, catalog).Warnings, w => w.Contains("indicators read 7 candles before the start, where 20 are needed", StringComparison.Ordinal));
        Assert.Equal((20, "[0]"), WarmUp(RunPlanner.Plan(Spec(Sma, "\"auto\"", start: null), SpecFormat.Json, catalog)));
    }

    [Fact]
    public void Longer_candles_other_instruments_and_rules_on_the_position_are_read_from_before_the_start_too()
    {
        const string Strategy = """
            {"id": "all", "long_entry": "close > tf(\"4h\", ema(close, 10)) and symbol(\"ETHUSDT\", close > sma(close, 30))",
             "long_exit": "close < entry_price - atr(14) or bars_held > 30", "stop_loss": "3 * atr(14)", "trailing_stop": "2 * atr(14)",
             "trim": [{"at": "atr(14)", "fraction": 0.5}], "entry_order": {"type": "limit", "price": "close - 0.1 * atr(14)", "expires": 5},
             "signals": [{"name": "rank", "rule": "percentile_rank(close, 70) > 20", "weight": 1}], "min_confidence": 0.5}
            """;
        var catalog = new MemoryCatalog(Btc, Eth);
        var plan = Plan(catalog, Strategy);
        var result = RunExecutor.Execute(plan, catalog);
        var whole = RunPlanner.Plan(Spec(Strategy, "\"none\"", start: null), SpecFormat.Json, catalog);
        var input = RunMarket.Load(whole, catalog).Input(whole.Spec);
        var truth = Backtest.Run(input with { Symbols = [.. input.Symbols.Select(s => s with { Decisions = s.Decisions with { Signals = From(s.Decisions.Signals, Start) } })] });
        Assert.True(truth.Trades.Count > 30, $"{truth.Trades.Count} trades");
        Assert.Equal(truth.Trades.Select(t => (t.OpenedAtMs, t.ClosedAtMs, t.ExitReason, t.Confidence)), result.Trades.Select(t => (t.OpenedAtMs, t.ClosedAtMs, t.ExitReason, t.Confidence)));

        var explanation = RunExplanation.Of(plan, catalog);
        var later = RunExplanation.Of(whole, catalog);
        Assert.Equal(RuleBars(later, whole, catalog), explanation.Funnel.Bars - explanation.Funnel.Steps[0].Stopped);
        foreach (var bar in new[] { Start, Start + 1, Start + 63, Start + 700 })
        {
            var (ours, theirs) = (explanation.At(Btc.OpenTimeMs[bar]), later.At(Btc.OpenTimeMs[bar]));
            Assert.Equal(bar - Start, ours.Bar);
            Assert.Equal(theirs.Signals, ours.Signals);
            Assert.All(ours.Parts.Zip(theirs.Parts).Where(p => !p.First.Field.StartsWith("long_exit", StringComparison.Ordinal)), p => Assert.True(Near(p.First.Value, p.Second.Value), $"{bar} {p.First}, {p.Second}"));
        }
    }

    [Fact]
    public void All_sets_of_a_search_read_the_largest_number_that_any_of_them_needs()
    {
        var catalog = new MemoryCatalog(Btc);
        const string Ranges = """ "symbols": ["BTCUSDT"], "parameter_ranges": {"fast": [3, 5], "slow": [40, 10, 20]} """;
        var plan = SearchPlanner.Plan(Spec("\"sma_cross\"", "\"auto\"", Ranges), SpecFormat.Json, catalog);

        // sma(close, 40) and the bar before it, of a crossing.
        Assert.Equal(40, plan.Base.Spec.WarmupCandles);
        Assert.Equal(40, (int)JsonNode.Parse(plan.Manifest)!["warmup"]!["candles"]!);
        var search = new ParameterSearch(plan, new TrialEvaluator(plan, catalog));
        search.Run(1, _ => { });
        Assert.Equal(6, search.Trials.Count);
        foreach (var trial in search.Trials)
        {
            // Windows forget whatever lies before them, so that the number of another set changes nothing.
            var alone = Run(catalog, "\"sma_cross\"", $$""" "symbols": ["BTCUSDT"], "strategy_params": {"fast": {{trial.Parameters["fast"]}}, "slow": {{trial.Parameters["slow"]}}} """);
            Assert.Equal(alone.Metrics["final_equity"], trial.Metrics!["final_equity"]);
        }
    }

    [Fact]
    public void Search_of_many_sets_looks_at_the_ends_of_each_range()
    {
        const string Ranges = """ "symbols": ["BTCUSDT"], "parameter_ranges": {"fast": {"min": 2, "max": 101, "step": 1}, "slow": {"min": 102, "max": 301, "step": 1}} """;
        Assert.Equal(301, SearchPlanner.Plan(Spec("\"sma_cross\"", "\"auto\"", Ranges), SpecFormat.Json, new MemoryCatalog(Btc)).Base.Spec.WarmupCandles);
    }

    private static int RuleBars(RunExplanation explanation, RunPlan plan, MemoryCatalog catalog)
    {
        _ = explanation;
        var decisions = RunMarket.Load(plan, catalog).Input(plan.Spec).Symbols[0].Decisions;
        return Enumerable.Range(Start, History - Start).Count(bar => Funnel.RuleHolds(decisions, AllowedDirection.LongShort, bar));
    }

    private static (int Candles, string Read) WarmUp(RunPlan plan)
    {
        var node = JsonNode.Parse(plan.Manifest)!["warmup"]!;
        Assert.Equal(plan.Spec.WarmupCandles, (int)node["candles"]!);
        return ((int)node["candles"]!, node["read"]!.ToJsonString());
    }

    private static SignalColumns From(SignalColumns signals, int start)
    {
        var cleared = signals.ToArray();
        cleared.AsSpan(0, start).Clear();
        return cleared;
    }

    private static CandleSeries Changed(CandleSeries series, int row) =>
        CandleSeries.FromCandles(series.Key, [.. Enumerable.Range(0, series.Count).Select(i => i == row ? series[i] with { Volume = series[i].Volume + 1 } : series[i])]);

    private static bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a));

    private static RunResult Run(MemoryCatalog catalog, string strategy, string rest = """ "symbols": ["BTCUSDT"] """) =>
        RunExecutor.Execute(Plan(catalog, strategy, "\"auto\"", rest), catalog);

    private static RunPlan Plan(MemoryCatalog catalog, string strategy, string warmup = "\"auto\"", string rest = """ "symbols": ["BTCUSDT"] """) =>
        RunPlanner.Plan(Spec(strategy, warmup, rest), SpecFormat.Json, catalog);

    private static string Spec(string strategy, string? warmup, string rest = """ "symbols": ["BTCUSDT"] """, int? start = Start)
    {
        var from = start is { } row ? $"\"start_date\": \"{IsoTime.Format(Btc.OpenTimeMs[row])}\", " : "";
        var words = warmup is null ? "" : $"\"warmup\": {warmup}, ";
        return $$"""{ {{from}}{{words}}"timeframe": "1h", "strategy": {{strategy}}, "sizing": {"model": "fixed_notional"}, "position_size": 100, {{rest}} }""";
    }
}
