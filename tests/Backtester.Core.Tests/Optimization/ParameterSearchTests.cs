using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class ParameterSearchTests
{
    [Fact]
    public void Each_trial_has_the_numbers_of_a_run_of_its_own()
    {
        foreach (var trial in SearchMarket.Run(SearchMarket.Grid).Where(t => t.IsMeasured))
        {
            var run = Execute("sma_cross", trial.Parameters);
            Assert.All(Trial.MetricNames, name => Assert.Equal(run.Metrics[name], trial.Metrics![name]));
            Assert.Equal(trial.Score, run.Metrics["sharpe_ratio"]);
        }
    }

    /// <summary>Every strategy of the catalogue, its first numeric parameters searched: the shared program gives the bits of separate ones.</summary>
    [Fact]
    public void Sets_that_share_a_program_give_the_bits_of_separate_runs_for_every_catalogue_strategy()
    {
        foreach (var strategy in StrategyCatalog.All.Where(s => s.Info.Parameters.Count > 0))
        {
            var searched = strategy.Info.Parameters.Where(p => p.Max > p.Min).Take(2).ToList();
            var ranges = string.Join(", ", searched.Select(p => $"\"{p.Name}\": [{p.Default:R}, {Math.Min(p.Max, p.Default + p.Step):R}]"));
            var trials = SearchMarket.Run($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "{{strategy.Info.Id}}", "parameter_ranges": { {{ranges}} }, "search": {"min_trades": 0} }""");
            Assert.Contains(trials, t => t.IsMeasured);
            foreach (var trial in trials.Where(t => t.IsMeasured))
            {
                var run = Execute(strategy.Info.Id, trial.Parameters, size: null);
                Assert.All(Trial.MetricNames, name => Assert.Equal(run.Metrics[name], trial.Metrics![name]));
            }
        }
    }

    [Fact]
    public void Sets_that_break_the_constraint_are_listed_as_refused_with_the_reason()
    {
        var refused = SearchMarket.Run(SearchMarket.Grid).Where(t => !t.IsMeasured).ToList();

        // fast 30 with slow 10, 20, 30.
        Assert.Equal(3, refused.Count);
        Assert.All(refused, t => Assert.Equal(30, t.Parameters["fast"]));
        Assert.All(refused, t => Assert.Contains("fast < slow", t.Note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("random")]
    [InlineData("lhs")]
    [InlineData("tpe")]
    [InlineData("gp")]
    [InlineData("genetic")]
    public void Trials_are_the_same_for_any_number_of_workers_and_after_a_stop_at_any_place(string method)
    {
        var spec = Spec(method, trials: 60);
        var whole = SearchMarket.Run(spec);

        Assert.Equal(Lines(whole), Lines(SearchMarket.Run(spec, workers: 3)));
        foreach (var kept in new[] { 0, 1, 16, 33, 60 })
        {
            // What is left of a killed search: complete batches and a part of one.
            var resumed = SearchMarket.Search(SearchMarket.Plan(spec));
            Assert.True(resumed.Resume([.. whole.Take(kept)]) <= kept);
            resumed.Run(2, _ => { });
            Assert.Equal(Lines(whole), Lines(resumed.Trials));
        }
    }

    [Fact]
    public void Verdict_is_the_same_after_a_stop_though_days_are_not_stored()
    {
        var whole = SearchMarket.Search(SearchMarket.Plan(Spec("lhs", trials: 60)));
        whole.Run(2, _ => { });
        var resumed = SearchMarket.Search(SearchMarket.Plan(Spec("lhs", trials: 60)));
        resumed.Resume([.. whole.Trials.Take(40).Select(t => t with { DailyReturns = null })]);
        resumed.Run(1, _ => { });

        Assert.Equal(whole.Judge(earlierTrials: 3, workers: 1), resumed.Judge(earlierTrials: 3, workers: 2));
        Assert.Equal(ParameterSearch.Ranked(whole.Trials)[0].Number, whole.Best!.Number);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("lhs")]
    [InlineData("tpe")]
    [InlineData("gp")]
    [InlineData("genetic")]
    public void Every_method_tries_each_set_once_and_keeps_to_its_budget(string method)
    {
        var trials = SearchMarket.Run(Spec(method, trials: 60));
        Assert.Equal(60, trials.Count);
        Assert.Equal(60, trials.Select(t => (t.Point[0], t.Point[1])).Distinct().Count());

        // A small space is exhausted.
        var all = SearchMarket.Run(SearchMarket.Grid.Replace("\"parameter_ranges\"", $"\"search\": {{\"method\": \"{method}\", \"trials\": 500}}, \"parameter_ranges\"", StringComparison.Ordinal));
        Assert.Equal(12, all.Count);
        Assert.Equal(12, all.Select(t => (t.Point[0], t.Point[1])).Distinct().Count());
    }

    /// <summary>Whatever the search (method, seed, batch, patience, several markets), stops at any places change no byte of its table.</summary>
    [Fact]
    public void Searches_of_every_kind_give_the_same_table_however_they_are_cut()
    {
        var random = new Random(11);
        foreach (var method in SearchSettings.Methods)
        {
            for (var draw = 0; draw < 3; draw++)
            {
                var more = $"{(random.Next(2) == 0 ? "" : $", \"patience\": {random.Next(1, 3)}")}, \"batch\": {random.Next(1, 9)}{(random.Next(3) == 0 ? ", \"across\": {\"aggregate\": \"worst\"}" : "")}";
                var spec = Spec(method, trials: 40).Replace("\"trials\": 40", $"\"trials\": 40{more}", StringComparison.Ordinal).Replace("{\"symbols\"", $"{{\"seed\": {random.Next()}, \"symbols\"", StringComparison.Ordinal);
                var whole = SearchMarket.Search(SearchMarket.Plan(spec));
                whole.Run(1 + random.Next(3), _ => { });

                // Cut twice: what is stored of it is a prefix of any length.
                IReadOnlyList<Trial> kept = [];
                for (var cut = 0; cut < 2; cut++)
                {
                    var part = SearchMarket.Search(SearchMarket.Plan(spec));
                    part.Resume(kept);
                    part.Run(1 + random.Next(3), _ => { });
                    kept = [.. part.Trials.Take(random.Next(part.Trials.Count + 1)).Select(t => t with { DailyReturns = null })];
                }

                var last = SearchMarket.Search(SearchMarket.Plan(spec));
                last.Resume(kept);
                last.Run(2, _ => { });
                Assert.True(Lines(whole.Trials).SequenceEqual(Lines(last.Trials)), spec);
                Assert.Equal(whole.Stopped, last.Stopped);
            }
        }
    }

    [Fact]
    public void Search_that_loses_patience_is_a_prefix_of_the_whole_and_says_why_it_ended()
    {
        foreach (var method in SearchSettings.Methods)
        {
            var whole = SearchMarket.Run(Spec(method, trials: 120));
            var search = SearchMarket.Search(SearchMarket.Plan(Spec(method, trials: 120).Replace("\"trials\"", "\"patience\": 1, \"trials\"", StringComparison.Ordinal)));
            search.Run(2, _ => { });

            Assert.Equal(Lines(whole.Take(search.Trials.Count)), Lines(search.Trials));
            var since = search.Trials.Count - 1 - search.Best!.Number;
            if (search.Trials.Count < 120)
            {
                Assert.True(since >= 16);
                Assert.Equal($"stopped after {search.Trials.Count} of 120 sets: {since} in a row brought no better one (patience 1 × batch 16); the best is set {search.Best.Number}", search.Stopped);
            }
            else
            {
                Assert.Null(search.Stopped);
            }
        }

        // One that gives up at the first set that is no better ends: not each set of a grid beats all before it.
        var grid = SearchMarket.Search(SearchMarket.Plan(Spec("grid", trials: 120).Replace("\"trials\"", "\"patience\": 1, \"batch\": 1, \"trials\"", StringComparison.Ordinal)));
        grid.Run(1, _ => { });
        Assert.NotNull(grid.Stopped);
    }

    [Fact]
    public void Counts_say_how_sets_were_walked_and_why()
    {
        static WalkCounts Counts(string strategy, string more) => WalkCounts.Of(SearchMarket.Run(
            $$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": {{strategy}}, "parameter_ranges": {"fast": [3, 30], "slow": [10, 20]} {{more}} }"""));
        const string Trailing = """{"id": "own", "version": "1.0.0", "parameters": {"fast": {"default": 5, "min": 2, "max": 50}, "slow": {"default": 9, "min": 2, "max": 90}}, "constraint": "fast < slow", "long_entry": "close > sma(close, fast)", "long_exit": "close < sma(close, slow)", "trailing_stop": "3%"}""";

        // fast 30 is refused with either slow.
        var quick = Counts("\"sma_cross\"", "");
        Assert.Equal((2, 0, 0), (quick.Masks, quick.EventLoop, quick.Whole));
        Assert.Empty(quick.Reasons);
        var slow = Counts(Trailing, "");
        Assert.Equal((0, 2, 0), (slow.Masks, slow.EventLoop, slow.Whole));
        Assert.Equal(new KeyValuePair<string, int>("trailing_stop", 2), Assert.Single(slow.Reasons));
        var limited = Counts("\"sma_cross\"", ", \"risk\": {\"max_drawdown\": 0.5}");
        Assert.Equal(new KeyValuePair<string, int>("max_drawdown", 2), Assert.Single(limited.Reasons));
        var whole = Counts("\"sma_cross\"", ", \"search\": {\"objective\": \"sqn\"}");
        Assert.Equal((0, 0, 2), (whole.Masks, whole.EventLoop, whole.Whole));
        Assert.Equal(new KeyValuePair<string, int>("sqn", 2), Assert.Single(whole.Reasons));
    }

    [Fact]
    public void Sets_with_too_few_trades_have_metrics_but_no_score_and_come_last()
    {
        var trials = SearchMarket.Run(SearchMarket.Grid.Replace("\"parameter_ranges\"", "\"search\": {\"min_trades\": 60}, \"parameter_ranges\"", StringComparison.Ordinal));
        var few = trials.Where(t => t.IsMeasured && t.Metrics!["total_trades"] < 60).ToList();

        Assert.NotEmpty(few);
        Assert.Contains(trials, t => !double.IsNaN(t.Score));
        Assert.All(few, t => Assert.Contains("at least 60 are asked for", t.Note, StringComparison.Ordinal));
        var ranked = ParameterSearch.Ranked(trials);
        Assert.False(double.IsNaN(ranked[0].Score));
        Assert.True(double.IsNaN(ranked[^1].Score));
        Assert.Equal(ranked.Where(t => !double.IsNaN(t.Score)).Select(t => t.Score).OrderDescending(), ranked.Where(t => !double.IsNaN(t.Score)).Select(t => t.Score));
    }

    [Fact]
    public void Objective_of_which_less_is_better_prefers_less()
    {
        var trials = SearchMarket.Run(SearchMarket.Grid.Replace("\"parameter_ranges\"", "\"search\": {\"objective\": \"max_drawdown_percentage\"}, \"parameter_ranges\"", StringComparison.Ordinal));

        Assert.Equal(trials.Where(t => t.IsMeasured).Min(t => t.Metrics!["max_drawdown_percentage"]), ParameterSearch.Ranked(trials)[0].Metrics!["max_drawdown_percentage"]);
    }

    private static string Spec(string method, int trials) =>
        $$"""
        {"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000,
         "parameter_ranges": {"fast": {"min": 2, "max": 15, "step": 1}, "slow": {"min": 10, "max": 60, "step": 5} },
         "search": {"method": "{{method}}", "trials": {{trials}} } }
        """;

    private static IEnumerable<string> Lines(IEnumerable<Trial> trials) => trials.Select(t =>
        $"{t.Number} {string.Join(',', t.Point)} {t.Score:R} {t.Note} {t.Walked} {t.JointSharpe:R} {(t.Objectives is null ? "" : string.Join(' ', t.Objectives.Select(o => $"{o:R}")))} {(t.Markets is null ? "" : string.Join(' ', t.Markets.Select(m => $"{m.Symbols} {m.Timeframe} {m.Score:R} {m.Note}")))} {(t.Metrics is null ? "" : string.Join(' ', t.Metrics.Select(m => $"{m.Key}={m.Value:R}")))}");

    private static RunResult Execute(string strategy, IReadOnlyDictionary<string, double> parameters, double? size = 5000)
    {
        var values = string.Join(", ", parameters.Select(p => $"\"{p.Key}\": {p.Value:R}"));
        var plan = RunPlanner.Plan(
            $$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "{{strategy}}", {{(size is null ? "" : $"\"position_size\": {size}, ")}}"strategy_params": { {{values}} } }""", SpecFormat.Json, SearchMarket.Catalog);
        return RunExecutor.Execute(plan, SearchMarket.Catalog);
    }
}
