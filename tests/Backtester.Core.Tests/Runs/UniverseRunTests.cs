using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>Runs over a universe: who trades when, what the manifest keeps, what is refused.</summary>
public class UniverseRunTests
{
    private const long Day = 86_400_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();

    [Fact]
    public void Entries_wait_for_membership_and_positions_run_to_their_exit()
    {
        var catalog = Market();
        var members = RunExecutor.Execute(Plan(catalog, """{"quote": "USDT", "top": 1, "days": 10, "every": "month"}"""), catalog);
        var all = RunExecutor.Execute(Plan(catalog, null), catalog);

        // AAA is the most traded of January and March, BBB of February: a choice holds for the month after.
        Assert.Equal(["AAAUSDT", "BBBUSDT"], members.Plan.Spec.Symbols);
        var stretches = new Dictionary<string, IReadOnlyList<TimeRange>>
        {
            ["AAAUSDT"] = members.Plan.Spec.Universe!.StretchesOf("AAAUSDT")!,
            ["BBBUSDT"] = members.Plan.Spec.Universe!.StretchesOf("BBBUSDT")!,
        };
        Assert.Equal([new TimeRange(At("2024-02-01"), At("2024-03-01")), new TimeRange(At("2024-04-01"), long.MaxValue)], stretches["AAAUSDT"]);
        Assert.Equal([new TimeRange(At("2024-03-01"), At("2024-04-01"))], stretches["BBBUSDT"]);

        // In January, the first month, nothing is known yet.
        Assert.Contains("Universe test: in 1 of 4 choices fewer than 1 stored symbols qualified; it can only choose among what is stored.", members.Warnings);

        // The decision is the bar before the fill.
        var decided = members.Trades.Select(t => (t.Symbol, Bar: t.OpenedAtMs - (Day / 4), t.ClosedAtMs)).ToList();
        Assert.NotEmpty(decided);
        Assert.All(decided, t => Assert.Contains(stretches[t.Symbol], s => s.Contains(t.Bar)));

        // The same entries as without a universe, those of non-members left out; each ends where it ended there.
        var expected = all.Trades.Where(t => stretches[t.Symbol].Any(s => s.Contains(t.OpenedAtMs - (Day / 4)))).Select(t => (t.Symbol, t.OpenedAtMs, t.ClosedAtMs));
        Assert.Equal(expected, members.Trades.Select(t => (t.Symbol, t.OpenedAtMs, t.ClosedAtMs)));
        Assert.Contains(members.Trades, t => !stretches[t.Symbol].Any(s => s.Contains(t.ClosedAtMs!.Value)));
        Assert.Equal(all.Trades.Count - members.Trades.Count, members.Refusals["not_in_universe"]);
    }

    [Fact]
    public void Position_of_a_former_member_is_closed_by_the_opposite_signal_and_not_reversed()
    {
        var catalog = Market();
        var rule = """{"quote": "USDT", "top": 1, "days": 10, "every": "month"}""";
        var both = RunExecutor.Execute(Plan(catalog, rule, direction: "long_short", strategy: Reversing), catalog);
        var stretches = both.Plan.Spec.Universe!;
        Assert.All(both.Trades, t => Assert.Contains(stretches.StretchesOf(t.Symbol)!, s => s.Contains(t.OpenedAtMs - (Day / 4))));
        Assert.Contains(both.Trades, t => t.ExitReason == Core.Orders.ExitReason.Reversal && !stretches.StretchesOf(t.Symbol)!.Any(s => s.Contains(t.ClosedAtMs!.Value - (Day / 4))));
    }

    [Fact]
    public void Members_are_in_the_manifest_and_a_resolved_spec_gives_them_again_whatever_was_stored_since()
    {
        var catalog = Market();
        var plan = Plan(catalog, """{"quote": "USDT", "top": 1, "days": 10}""");
        var manifest = JsonNode.Parse(plan.Manifest)!;
        Assert.Equal(["2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z"], manifest["universe_members"]!.AsArray().Select(p => (string?)p!["from"]));
        Assert.Equal("BBBUSDT", (string?)manifest["universe_members"]![2]!["symbols"]![0]);

        // A symbol that is fetched later, and more traded than all, does not get into a run that was planned without it.
        var later = new MemoryCatalog([.. catalog.Series, Wave("ZZZUSDT", _ => 1e9, 0.4)]);
        Assert.NotEqual(plan.Fingerprint, Plan(later, """{"quote": "USDT", "top": 1, "days": 10}""").Fingerprint);
        Assert.Equal(plan.Fingerprint, RunPlanner.Plan(manifest["spec"]!.ToJsonString(), SpecFormat.Json, later).Fingerprint);
        Assert.NotEqual(plan.Fingerprint, Plan(catalog, """{"quote": "USDT", "top": 1, "days": 11}""").Fingerprint);
    }

    [Fact]
    public void Fixed_universe_is_the_run_of_its_symbols_without_those_that_ended_before()
    {
        var catalog = new MemoryCatalog([.. Market().Series, Wave("OLDUSDT", _ => 1, 0.3, bars: 40)])
        {
            Universes = new Universes(new Universe { Name = "majors", Exchange = "x", Symbols = ["BBBUSDT", "OLDUSDT", "AAAUSDT"] }),
        };
        var named = RunPlanner.Plan(Spec("\"universe\": \"majors\", \"start_date\": \"2024-02-01\""), SpecFormat.Json, catalog);
        var written = RunPlanner.Plan(Spec("\"exchange\": \"x\", \"symbols\": [\"BBBUSDT\", \"AAAUSDT\"], \"start_date\": \"2024-02-01\""), SpecFormat.Json, catalog);
        Assert.Equal(["BBBUSDT", "AAAUSDT"], named.Spec.Symbols);
        Assert.Equal(RunExecutor.Execute(written, catalog).ResultHash, RunExecutor.Execute(named, catalog).ResultHash);
    }

    [Fact]
    public void Set_of_a_search_over_a_universe_is_the_run_of_the_set()
    {
        var catalog = new MemoryCatalog(Market().Series[0]);
        const string Fields = "\"exchange\": \"x\", \"universe\": {\"rule\": {\"quote\": \"USDT\", \"days\": 10, \"listed_days\": 40}}, \"timeframe\": \"6h\", \"strategy\": \"sma_cross\"";
        var plan = SearchPlanner.Plan($$$"""{{{{Fields}}}, "parameter_ranges": {"fast": [2, 3, 5], "slow": [8, 13]}}""", SpecFormat.Json, catalog);
        var search = new ParameterSearch(plan, new TrialEvaluator(plan, catalog));
        search.Run(1, _ => { });
        Assert.Equal(6, search.Trials.Count);
        foreach (var trial in search.Trials)
        {
            var set = $"\"fast\": {trial.Parameters["fast"]}, \"slow\": {trial.Parameters["slow"]}";
            var run = RunExecutor.Execute(RunPlanner.Plan($$$"""{{{{Fields}}}, "strategy_params": {{{{set}}}}}""", SpecFormat.Json, catalog), catalog);
            Assert.True(run.Refusals["not_in_universe"] > 0);
            Assert.Equal(run.Metrics["final_equity"], trial.Metrics!["final_equity"]);
        }
    }

    [Theory]
    [InlineData("\"universe\": \"mayors\"", "universe: is not known; got \"mayors\"; allowed: majors; did you mean majors?")]
    [InlineData("\"universe\": {\"rule\": {\"quote\": \"EUR\"}}", "chooses no symbol")]
    [InlineData("\"universe\": {\"rule\": {\"every\": \"hour\"}}", "universe.rule.every: is not one of the known words")]
    [InlineData("\"universe\": {\"rule\": {\"top\": 0}}", "universe.rule.top: is out of range")]
    [InlineData("\"universe\": {\"symbols\": [\"AAAUSDT\"], \"rule\": {}}", "universe.rule: stands beside symbols")]
    [InlineData("\"universe\": {}", "universe.symbols: is missing, and there is no rule")]
    [InlineData("\"universe\": \"majors\", \"exchange\": \"y\"", "exchange: is not that of the universe \"majors\"")]
    [InlineData("\"universe\": 7", "universe: is not a universe")]
    [InlineData("\"universe\": {\"symbols\": [\"NOPEUSDT\"]}, \"exchange\": \"x\"", "symbols[0]: has no candles on x")]
    public void Universe_that_cannot_be_taken_is_told(string fields, string problem)
    {
        var catalog = new MemoryCatalog(Market().Series) { Universes = new Universes(new Universe { Name = "majors", Exchange = "x", Symbols = ["AAAUSDT"] }) };
        var error = Assert.Throws<SpecException>(() => RunPlanner.Plan(Spec(fields), SpecFormat.Json, catalog));
        Assert.Contains(problem, Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_of_a_universe_reads_back_in_both_spellings()
    {
        const string Yaml = """
            exchange: binance
            rule:
              quote: usdt
              top: 20
              days: 30
              listed_days: 90
              every: week
              exclude: [USDC/USDT]
            """;
        var universe = UniverseDocument.Read(Yaml, "top20");
        Assert.Equal(("top20", "binance", "USDT", 20, 90, UniverseInterval.Week), (universe.Name, universe.Exchange, universe.Rule!.Quote, universe.Rule.Top, universe.Rule.ListedDays, universe.Rule.Every));
        Assert.Equal(["USDCUSDT"], universe.Rule.Exclude);
        var again = UniverseDocument.Read(UniverseDocument.Write(universe).ToJsonString(), "top20");
        Assert.Equal(UniverseDocument.Write(universe).ToJsonString(), UniverseDocument.Write(again).ToJsonString());
        Assert.Equal(["A", "B"], UniverseDocument.Read("symbols: [a, b]", "two").Symbols);
        Assert.Contains("name", Assert.Throws<SpecException>(() => UniverseDocument.Read("name: other\nsymbols: [a]", "two")).Message, StringComparison.Ordinal);
        Assert.Contains("name", Assert.Throws<SpecException>(() => UniverseDocument.Read("symbols: [a]", "../two")).Message, StringComparison.Ordinal);
    }

    private static readonly string Crossing = "\"sma_cross\", \"strategy_params\": {\"fast\": 2, \"slow\": 7}";
    private static readonly string Reversing = "{\"id\": \"flip\", \"version\": \"1.0.0\", \"long_entry\": \"crossover(close, sma(close, 7))\", \"short_entry\": \"crossunder(close, sma(close, 7))\"}";

    private static RunPlan Plan(ICandleCatalog catalog, string? rule, string direction = "long_only", string? strategy = null)
    {
        var who = rule is null ? "\"symbols\": [\"AAAUSDT\", \"BBBUSDT\"]" : $$"""
            "universe": {"name": "test", "rule": {{rule}}}
            """;
        return RunPlanner.Plan(
            $$$"""{"exchange": "x", {{{who}}}, "timeframe": "6h", "strategy": {{{strategy ?? Crossing}}}, "risk": {"direction": "{{{direction}}}"}}""", SpecFormat.Json, catalog);
    }

    private static string Spec(string fields) => $$$"""{{{{fields}}}, "timeframe": "6h", "strategy": {{{Crossing}}}}""";

    /// <summary>Two symbols of six-hour bars over four months; in the last ten days of a month one of them is traded more.</summary>
    private static MemoryCatalog Market() => new(
        Wave("AAAUSDT", time => DateTimeOffset.FromUnixTimeMilliseconds(time).Month is 1 or 3 ? 100 : 10, 0.35),
        Wave("BBBUSDT", _ => 50, 0.41));

    private static CandleSeries Wave(string symbol, Func<long, double> volume, double speed, int bars = 120 * 4) => CandleSeries.FromCandles(
        new SeriesKey("x", symbol, Timeframe.Parse("6h")),
        [.. Enumerable.Range(0, bars).Select(i =>
        {
            var (open, close) = (100 + (10 * Math.Sin(speed * (i - 1))), 100 + (10 * Math.Sin(speed * i)));
            var time = Start + (i * Day / 4);
            return new Candle(time, open, Math.Max(open, close) + 0.1, Math.Min(open, close) - 0.1, close, 1, volume(time), 1, 1);
        })]);

    private static long At(string day) => DateTimeOffset.Parse(day + "T00:00:00Z").ToUnixTimeMilliseconds();

    private sealed class Universes(params Universe[] all) : IUniverseCatalog
    {
        public IReadOnlyList<string> Names => [.. all.Select(u => u.Name)];

        public Universe? Find(string name) => all.FirstOrDefault(u => u.Name == name);
    }
}
