using System.Text.Json.Nodes;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Persistence.Optimizations;
using Xunit;

namespace Backtester.Blazor.Tests.Optimizations;

/// <summary>A set of a search as a run of its own.</summary>
public sealed class TrialSpecTests
{
    // cum() never forgets where the candles began: each number of earlier candles gives other entries. The average of n is
    // only there for what it needs.
    private const string Rules =
        """{"id": "counts", "parameters": {"n": {"type": "integer", "default": 5, "min": 2, "max": 90}}, "long_entry": "crossover(cum(volume) % 100, 50) or close > 2 * sma(close, n)", "long_exit": "cum(volume) % 100 < 20"}""";

    private static readonly Market Candles = new("AAAUSDT", "BBBUSDT");

    [Fact]
    public void Set_of_a_search_with_warm_up_reads_as_many_earlier_candles_alone_and_gives_the_same_numbers()
    {
        var (plan, trials) = Search(""" "symbols": ["AAAUSDT"] """);
        var set = trials[0];
        var spec = TrialSpec.Of(new StrategyOptimization { Manifest = plan.Manifest }, set.Parameters);

        Assert.Equal(39, (int)spec["warmup"]!);
        Assert.Equal(set.Metrics!["final_equity"], Run(spec).Metrics["final_equity"]);
        Assert.Equal(39, (int)JsonNode.Parse(RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, Candles).Manifest)!["spec"]!["warmup"]!);

        // What the set itself needs gives another run, or the test would show nothing.
        spec["warmup"] = "auto";
        Assert.NotEqual(set.Metrics!["final_equity"], Run(spec).Metrics["final_equity"]);
    }

    [Fact]
    public void So_does_a_set_on_each_of_several_markets()
    {
        var (plan, trials) = Search(""" "symbols": ["AAAUSDT", "BBBUSDT"], "search": {"across": {}} """);
        foreach (var market in trials[0].Markets!)
        {
            var spec = TrialSpec.Of(new StrategyOptimization { Manifest = plan.Manifest }, trials[0].Parameters, TrialSpec.LabelOf(market.Symbols, market.Timeframe));
            Assert.Equal((39, market.Metrics["final_equity"]), ((int)spec["warmup"]!, Run(spec).Metrics["final_equity"]));
        }
    }

    [Fact]
    public void Without_warm_up_nothing_is_read_before_the_start()
    {
        var (plan, trials) = Search(""" "symbols": ["AAAUSDT"], "warmup": "none" """);
        var spec = TrialSpec.Of(new StrategyOptimization { Manifest = plan.Manifest }, trials[0].Parameters);
        Assert.Equal(("none", trials[0].Metrics!["final_equity"]), ((string)spec["warmup"]!, Run(spec).Metrics["final_equity"]));
    }

    private static RunResult Run(JsonObject spec) => RunExecutor.Execute(RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, Candles), Candles);

    private static (SearchPlan Plan, IReadOnlyList<Trial> Trials) Search(string more)
    {
        var warmup = more.Contains("warmup", StringComparison.Ordinal) ? "" : """, "warmup": "auto" """;
        var text = $$""" {"exchange": "test", "timeframe": "1h", "start_date": "2024-01-10", "strategy": {{Rules}}, "parameter_ranges": {"n": [3, 40]}, {{more}}{{warmup}} } """;
        var plan = SearchPlanner.Plan(text, SpecFormat.Json, Candles);
        var search = new ParameterSearch(plan, new TrialEvaluator(plan, Candles));
        search.Run(1, _ => { });
        return (plan, search.Trials);
    }

    private sealed class Market(params string[] symbols) : ICandleCatalog
    {
        private readonly CandleSeries[] _series = [.. symbols.Select((symbol, i) => CandleSeries.FromCandles(
            new SeriesKey("test", symbol, Timeframe.Parse("1h")), [.. Enumerable.Range(0, SmallMarket.Rows).Select(row => At(row, i))]))];

        public IReadOnlyList<SeriesInfo> List() => [.. _series.Select(s => new SeriesInfo(s.Key, s.OpenTimeMs[0], s.OpenTimeMs[^1], s.Count, Synthetic: false))];

        public SeriesInfo? Find(SeriesKey key) => List().FirstOrDefault(s => s.Key == key);

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => _series.First(s => s.Key == key).Slice(range);

        private static Candle At(int row, int series)
        {
            var (open, close) = (Price(row - 1, series), Price(row, series));
            return new Candle(SmallMarket.FirstOpenMs + (row * 3_600_000L), open, Math.Max(open, close) + 0.5, Math.Min(open, close) - 0.5, close, 7 + (row % 7));
        }

        private static double Price(int row, int series) => 100 + (10 * Math.Sin(row / (15.0 + series)));
    }
}
