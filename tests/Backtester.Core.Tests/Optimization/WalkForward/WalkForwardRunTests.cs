using System.Globalization;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Orders;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.WalkForward;

public sealed class WalkForwardRunTests
{
    private const string Anchored = """{"mode": "anchored", "in_sample": "30d", "out_of_sample": "10d", "purge": 12, "embargo": "6h"}""";

    private static readonly WalkForwardResult Rolling = WalkForwardMarket.Run(WalkForwardMarket.Spec());

    [Fact]
    public void Chosen_set_is_the_best_of_a_search_over_the_same_stretch()
    {
        Assert.Equal(8, Rolling.Windows.Count);
        foreach (var window in Rolling.Windows)
        {
            var plan = SearchMarket.Plan(SearchMarket.Grid.Replace("[3, 5, 8, 30]", "[3, 5, 8]", StringComparison.Ordinal).Replace("{\"symbols\"", $"{{{Dates(window.Window.InSample)}, \"symbols\"", StringComparison.Ordinal));
            var search = SearchMarket.Search(plan);
            search.Run(1, _ => { });

            Assert.Equal(9, window.Trials);
            Assert.Equal(search.Best!.Parameters, window.Chosen!.Parameters);
            Assert.Equal(search.Best.Metrics, window.Chosen.Metrics);
        }
    }

    [Fact]
    public void Out_of_sample_stretch_is_a_warmed_up_run_with_the_capital_that_the_one_before_left()
    {
        var capital = 10_000.0;
        var trades = 0;
        foreach (var window in Rolling.Windows)
        {
            var range = window.Window.OutOfSample;
            var run = Execute(window.Chosen!.Parameters, range, capital);

            Assert.Equal(run.Metrics.Values, window.Metrics!.Values);
            Assert.Equal(run.Curve.Equity, Rows(Rolling, range).Select(r => Rolling.Curve.Equity[r]));
            Assert.Equal(run.Trades.Select(t => (t.OpenedAtMs, t.ClosedAtMs, t.ProfitLoss)), Rolling.Trades.Skip(trades).Take(run.Trades.Count).Select(t => (t.OpenedAtMs, t.ClosedAtMs, t.ProfitLoss)));
            Assert.Equal(run.Curve.Equity[^1] / capital, window.OutOfSample.Factor);
            (capital, trades) = (run.Curve.Equity[^1], trades + run.Trades.Count);
        }

        Assert.Equal(trades, Rolling.Trades.Count);
        Assert.True(trades > 20);
        Assert.Equal(capital, Rolling.Metrics["final_equity"]);
    }

    [Fact]
    public void Curve_goes_on_from_bar_to_bar_through_all_out_of_sample_stretches()
    {
        Assert.Equal(8 * 240, Rolling.Curve.Count);
        Assert.All(Enumerable.Range(1, Rolling.Curve.Count - 1), i => Assert.Equal(3_600_000, Rolling.Curve.TimeMs[i] - Rolling.Curve.TimeMs[i - 1]));
        Assert.All(Rolling.Trades, t => Assert.Equal(t.OpenedAtMs, Rolling.Curve.TimeMs[t.EntryBar]));
        Assert.Equal(Rolling.Trades.Count, Rolling.Metrics["total_trades"]);
        Assert.Equal(80, Rolling.Metrics["days"], 1.0);

        // No stretch hands a position to the next.
        Assert.All(Rolling.Windows, w => Assert.Equal(0, Rolling.Curve.OpenPositions[Rows(Rolling, w.Window.OutOfSample).Last()]));
        Assert.Contains(Rolling.Trades, t => t.ExitReason == ExitReason.EndOfData);
        Assert.Equal(0, Rolling.Metrics["open_trades"]);
    }

    [Theory]
    [InlineData("rolling")]
    [InlineData("anchored")]
    public void Poisoned_candles_after_a_search_change_no_byte_of_what_it_chose(string mode)
    {
        var spec = WalkForwardMarket.Spec(mode == "rolling" ? WalkForwardMarket.Windows : Anchored);
        var real = WalkForwardMarket.Run(spec);
        var changed = 0;
        foreach (var window in real.Windows)
        {
            // The purged and the embargoed bars are poisoned too.
            var poisoned = WalkForwardMarket.Run(spec, catalog: WalkForwardMarket.Poisoned(window.Window.InSample.EndMs));
            Assert.Equal(
                real.Windows.Take(window.Window.Number).Select(WalkForwardMarket.Choice),
                poisoned.Windows.Take(window.Window.Number).Select(WalkForwardMarket.Choice));
            Assert.NotEqual(real.ResultHash, poisoned.ResultHash);
            changed += real.Windows.Zip(poisoned.Windows).Skip(window.Window.Number).Count(p => WalkForwardMarket.Choice(p.First) != WalkForwardMarket.Choice(p.Second));
        }

        // Windows that do search the poisoned candles see them.
        Assert.Equal(8 * 7 / 2, changed);
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("tpe")]
    public void Result_is_the_same_for_any_number_of_workers(string method)
    {
        var spec = WalkForwardMarket.Spec(Anchored, $"\"search\": {{\"method\": \"{method}\", \"trials\": 7, \"batch\": 3}},");
        Assert.Equal(WalkForwardMarket.Lines(WalkForwardMarket.Run(spec)), WalkForwardMarket.Lines(WalkForwardMarket.Run(spec, workers: 3)));
    }

    /// <summary>As after a kill: only what the first windows chose is known.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void Walk_that_is_taken_up_again_gives_the_same_bytes_and_searches_the_missing_windows_alone(int done)
    {
        var searched = new HashSet<int>();
        var plan = WalkForwardPlanner.Plan(Rolling.Plan.Search.SpecText, SpecFormat.Json, SearchMarket.Catalog);
        var again = new WalkForwardRun(plan, SearchMarket.Catalog).Execute(
            1, chosen: [.. Rolling.Windows.Take(done).Select(w => w.Choice)], onTrials: (window, _) => searched.Add(window.Number));

        Assert.Equal(WalkForwardMarket.Lines(Rolling), WalkForwardMarket.Lines(again));
        Assert.Equal(Enumerable.Range(done + 1, 8 - done), searched.Order());
    }

    [Fact]
    public void Days_of_the_windows_are_the_stitched_account_and_the_benchmark_held_from_its_first_bar()
    {
        var days = Rolling.Windows.SelectMany(w => w.Days).ToList();
        var curve = Rolling.Curve;
        Assert.Equal(Rolling.Windows.Select(w => w.Window.OutOfSample.EndMs - 3_600_000), Rolling.Windows.Select(w => w.Days[^1].TimeMs));
        Assert.All(days, d => Assert.Equal(curve.Equity[Array.BinarySearch(curve.TimeMs, d.TimeMs)], d.Equity));
        Assert.Equal(days.Select(d => d.TimeMs).Distinct().Order(), days.Select(d => d.TimeMs));

        // 10,000 that bought at the first out-of-sample open.
        var candles = SearchMarket.Candles;
        var bought = candles.Open[candles.LowerBound(curve.TimeMs[0])];
        Assert.All(days, d => Assert.Equal(10_000 * candles.Close[candles.LowerBound(d.TimeMs)] / bought, d.Benchmark, 1e-6));
    }

    [Fact]
    public void Manifest_plans_the_same_walk_again()
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(Rolling.Plan.Manifest);
        var again = WalkForwardPlanner.Plan(manifest.RootElement.GetProperty("spec").GetRawText(), SpecFormat.Json, SearchMarket.Catalog);
        Assert.Equal(Rolling.Plan.Fingerprint, again.Fingerprint);
        Assert.Equal(Rolling.Plan.Settings, again.Settings);
        Assert.Equal(Rolling.Plan.Windows, again.Windows);
    }

    [Fact]
    public void Anchored_windows_search_from_the_first_bar()
    {
        var result = WalkForwardMarket.Run(WalkForwardMarket.Spec(Anchored));

        Assert.All(result.Windows, w => Assert.Equal(SearchMarket.Candles.OpenTimeMs[0], w.Window.InSample.StartMs));
        Assert.Equal([708, 948, 1188], result.Windows.Take(3).Select(w => w.Window.InSampleBars));
    }

    /// <summary>Its convention leaves positions open at the end of data; a stretch closes them, with the fee, at the last close.</summary>
    [Fact]
    public void Positions_are_closed_at_the_end_of_a_stretch_under_presets_that_leave_them_open()
    {
        var result = WalkForwardMarket.Run(WalkForwardMarket.Spec(more: "\"execution\": {\"preset\": \"vectorbt_next_open\"},").Replace("\"position_size\": 5000,", "", StringComparison.Ordinal));

        Assert.All(result.Trades, t => Assert.False(t.IsOpen));
        var ends = result.Windows.Select(w => w.Window.OutOfSample.EndMs - 3_600_000).ToHashSet();
        var closed = result.Trades.Where(t => t.ExitReason == ExitReason.EndOfData).ToList();
        Assert.NotEmpty(closed);
        Assert.All(closed, t => Assert.Contains(result.Curve.TimeMs[t.ExitBar], ends));
        Assert.All(closed, t => Assert.Equal(SearchMarket.Candles.Close[SearchMarket.Candles.LowerBound(result.Curve.TimeMs[t.ExitBar])], t.ExitPrice, 1e-9));
    }

    [Fact]
    public void Window_without_a_scored_set_stays_in_cash_and_says_so()
    {
        var result = WalkForwardMarket.Run(WalkForwardMarket.Spec(more: "\"search\": {\"min_trades\": 100000},"));

        Assert.All(result.Windows, w => Assert.Equal((null, 1.0), (w.Chosen, w.OutOfSample.Factor)));
        Assert.All(result.Windows, w => Assert.Contains("no set has a score", w.Note, StringComparison.Ordinal));
        Assert.Equal(8 * 240, result.Curve.Count);
        Assert.All(result.Curve.Equity, e => Assert.Equal(10_000, e));
        Assert.Equal("no window chose a set", result.EfficiencyNote);
        Assert.Contains("No window found a set", result.Sentence, StringComparison.Ordinal);
    }

    /// <summary>A short position of half the account, and the price times 60 while it is open.</summary>
    [Fact]
    public void Account_that_is_used_up_trades_no_more_and_later_windows_say_so()
    {
        var spec = WalkForwardMarket.Spec().Replace("sma_cross", "ema_cross", StringComparison.Ordinal);
        var ruined = WalkForwardMarket.Run(spec).Trades.First(t => t.Direction == Direction.Short && t.BarsHeld > 3);
        var candles = SearchMarket.Candles;
        var jump = candles.LowerBound(ruined.OpenedAtMs) + 2;
        var catalog = new MemoryCatalog(CandleSeries.FromCandles(candles.Key, [.. Enumerable.Range(0, candles.Count).Select(i => i < jump ? candles[i] : Times60(candles[i]))]));
        var result = WalkForwardMarket.Run(spec, catalog: catalog);
        var after = result.Windows.SkipWhile(w => w.Window.OutOfSample.EndMs <= ruined.OpenedAtMs).Skip(1).ToList();

        Assert.NotEmpty(after);
        Assert.True(result.Curve.Equity[^1] < 0);
        Assert.All(after, w => Assert.Equal("the account was used up before: not traded", w.Note));
        Assert.All(after, w => Assert.NotNull(w.Chosen));
        Assert.Equal(8 * 240, result.Curve.Count);
        Assert.Equal("equity fell below 0", result.EfficiencyNote);
    }

    [Fact]
    public void Summary_is_made_of_the_windows()
    {
        // In sample in all: the factors of the chosen sets, over 8 times the searched 708 hours.
        var factor = Rolling.Windows.Aggregate(1.0, (product, w) => product * w.Chosen!.Metrics!["final_equity"] / 10_000);
        var inside = Math.Pow(factor, 365.0 * 24 / (8 * 708)) - 1;
        var outside = Math.Pow(Rolling.Curve.Equity[^1] / 10_000, 365.0 * 24 / (8 * 240)) - 1;

        Assert.Equal(outside / inside, Rolling.Efficiency, 1e-9);
        Assert.Equal(Rolling.Metrics["cagr"], outside, 1e-9);
        Assert.Equal(Rolling.Windows.Average(w => w.Chosen!.Metrics!["sharpe_ratio"] - w.Metrics!["sharpe_ratio"]), Rolling.Degradation, 1e-9);
        Assert.Equal(72, Rolling.Trials);
        Assert.Equal(Rolling.Windows.Count(w => w.Metrics!["roi"] > 0), Rolling.ProfitableWindows);

        // Ten days are too short to annualise.
        Assert.All(Rolling.Windows, w => Assert.Contains("under 30 days", w.EfficiencyNote, StringComparison.Ordinal));
    }

    [Fact]
    public void Degradation_turns_an_objective_of_which_less_is_better()
    {
        var result = WalkForwardMarket.Run(WalkForwardMarket.Spec(more: "\"search\": {\"objective\": \"max_drawdown_percentage\"},"));
        Assert.All(result.Windows, w => Assert.Equal(w.Metrics!["max_drawdown_percentage"] - w.Chosen!.Metrics!["max_drawdown_percentage"], w.Degradation, 1e-12));
    }

    private static Candle Times60(Candle c) => c with { Open = 60 * c.Open, High = 60 * c.High, Low = 60 * c.Low, Close = 60 * c.Close };

    private static IEnumerable<int> Rows(WalkForwardResult result, TimeRange range) => Enumerable.Range(0, result.Curve.Count).Where(i => range.Contains(result.Curve.TimeMs[i]));

    private static string Dates(TimeRange range) => $"\"start_date\": \"{IsoTime.Format(range.StartMs)}\", \"end_date\": \"{IsoTime.Format(range.EndMs)}\"";

    private static RunResult Execute(IReadOnlyDictionary<string, double> parameters, TimeRange range, double capital)
    {
        var values = string.Join(", ", parameters.Select(p => $"\"{p.Key}\": {p.Value:R}"));
        var plan = RunPlanner.Plan(
            $$"""
            {"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "warmup": "auto", {{Dates(range)}},
             "initial_capital": {{capital.ToString("R", CultureInfo.InvariantCulture)}}, "strategy_params": { {{values}} } }
            """,
            SpecFormat.Json,
            SearchMarket.Catalog);
        return RunExecutor.Execute(plan, SearchMarket.Catalog);
    }
}
