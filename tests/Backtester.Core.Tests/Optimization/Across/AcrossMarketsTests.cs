using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Across;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Across;

public sealed class AcrossMarketsTests
{
    private static readonly MemoryCatalog Catalog = new(SearchMarket.Candles, SearchMarket.Other, Hours(SearchMarket.Candles, 4), Hours(SearchMarket.Other, 4));

    [Theory]
    [InlineData("mean")]
    [InlineData("median")]
    [InlineData("worst")]
    public void Trial_is_made_of_the_runs_on_each_symbol_and_timeframe(string aggregate)
    {
        var search = Search(Spec($$"""{"across": {"timeframes": ["1h", "4h"], "aggregate": "{{aggregate}}"} }"""));
        search.Run(2, _ => { });
        var trial = search.Trials.First(t => !double.IsNaN(t.Score));

        Assert.Equal([("BTCUSDT", "1h"), ("ETHUSDT", "1h"), ("BTCUSDT", "4h"), ("ETHUSDT", "4h")], trial.Markets!.Select(m => (m.Symbols, m.Timeframe)));
        var runs = trial.Markets!.Select(m => Run(m.Symbols, m.Timeframe, trial.Parameters)).ToList();
        Assert.All(trial.Markets!.Zip(runs), pair =>
        {
            Assert.Equal(pair.Second.Metrics["sharpe_ratio"], pair.First.Score);
            Assert.All(Trial.MetricNames, name => Assert.Equal(pair.Second.Metrics[name], pair.First.Metrics[name]));
        });
        var sharpes = runs.Select(r => r.Metrics["sharpe_ratio"]).Order().ToArray();
        var drawdowns = runs.Select(r => r.Metrics["max_drawdown_percentage"]).Order().ToArray();
        var (sharpe, drawdown) = aggregate switch
        {
            "worst" => (sharpes[0], drawdowns[3]),
            "median" => ((sharpes[1] + sharpes[2]) / 2, (drawdowns[1] + drawdowns[2]) / 2),
            _ => (sharpes.Sum() / 4, drawdowns.Sum() / 4),
        };
        Assert.Equal(sharpe, trial.Score, 12);
        Assert.Equal(sharpe, trial.Metrics!["sharpe_ratio"], 12);
        Assert.Equal(drawdown, trial.Metrics["max_drawdown_percentage"], 12);
    }

    [Fact]
    public void Days_are_those_of_equal_parts_in_all_accounts()
    {
        var search = Search(Spec("""{"across": {}}"""));
        search.Run(1, _ => { });
        var trial = search.Trials.First(t => t.IsMeasured);
        var daily = trial.Markets!.Select(m => DailyEquity.Sample(Run(m.Symbols, m.Timeframe, trial.Parameters).Curve).Returns).ToList();

        Assert.Equal(daily[0].Zip(daily[1], (a, b) => (a / 2) + (b / 2)), trial.DailyReturns);
        Assert.Equal(SharpeRatio.Annual(trial.DailyReturns), trial.JointSharpe);
        var honesty = search.Judge(earlierTrials: 0, workers: 1);
        Assert.Equal(search.Trials[search.Best!.Number].JointSharpe, honesty.BestSharpe, 10);
    }

    [Fact]
    public void Market_that_begins_later_rests_until_then()
    {
        long day = DailyEquity.MsPerDay;
        var aggregate = new MarketAggregate("mean", [("A", "1h"), ("B", "1h")], [[0, day, 2 * day], [day, 2 * day, 3 * day]]);
        var metrics = Trial.MetricNames.ToDictionary(n => n, _ => 1.0);
        Trial One(double[] returns) => new(0, [0], new Dictionary<string, double>()) { Metrics = metrics, Score = 1, DailyReturns = returns };

        Assert.Equal([0.05, 0.15, 0.25, 0.2], aggregate.Of([One([0.1, 0.2, 0.3]), One([0.1, 0.2, 0.4])]).DailyReturns!.Select(r => Math.Round(r, 12)));
    }

    [Fact]
    public void Set_without_a_score_on_one_market_has_none_and_says_where()
    {
        var search = Search(Spec("""{"across": {}, "min_trades": 10000}"""));
        search.Run(1, _ => { });
        var unscored = search.Trials.Where(t => t.IsMeasured && double.IsNaN(t.Score)).ToList();

        Assert.NotEmpty(unscored);
        Assert.All(unscored, t =>
        {
            var market = t.Markets!.First(m => double.IsNaN(m.Score));
            Assert.Equal($"{market.Symbols} {market.Timeframe}: {market.Note}", t.Note);
        });
    }

    [Fact]
    public void Plan_made_again_from_its_manifest_is_the_same()
    {
        var plan = Plan(Spec("""{"across": {"timeframes": ["4h", "1h"]}, "objective": "roi"}"""));
        using var manifest = System.Text.Json.JsonDocument.Parse(plan.Manifest);
        var again = Plan(manifest.RootElement.GetProperty("spec").GetRawText());

        Assert.Equal(plan.Fingerprint, again.Fingerprint);
        Assert.Equal(plan.Manifest, again.Manifest);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], plan.Symbols);
        Assert.Equal(["4h", "1h"], plan.Timeframes);
        Assert.Equal("sma_cross BTCUSDT, ETHUSDT 4h, 1h", plan.Base.Spec.Name);
        Assert.NotEqual(plan.Fingerprint, Plan(Spec("""{"across": {"timeframes": ["4h"]}, "objective": "roi"}""")).Fingerprint);

        // Candles of any of the markets decide it.
        var other = new MemoryCatalog(SearchMarket.Candles, SearchMarket.Walk(9, SearchMarket.Other.Count, "ETHUSDT"), Hours(SearchMarket.Candles, 4), Hours(SearchMarket.Other, 4));
        Assert.NotEqual(plan.Fingerprint, SearchPlanner.Plan(Spec("""{"across": {"timeframes": ["4h", "1h"]}, "objective": "roi"}"""), SpecFormat.Json, other).Fingerprint);
    }

    [Fact]
    public void Symbols_stay_one_portfolio_where_the_spec_says_so()
    {
        var plan = Plan(Spec("""{"across": {"symbols": false, "timeframes": ["1h", "4h"]}}"""));

        Assert.Equal([2, 2], plan.Markets.Select(m => m.Series.Count));
        Assert.Single(Plan(Spec("{}")).Markets);
    }

    [Theory]
    [InlineData("""{"across": {"timeframes": ["1h", "5x", "1h"], "aggregate": "average", "symbol": true}}""", "search.across.aggregate|search.across.symbol|search.across.timeframes[1]|search.across.timeframes[2]")]
    [InlineData("""{"across": {"timeframes": ["5m"]}}""", "exchange")]
    public void Mistakes_are_named(string search, string fields) =>
        Assert.Equal(fields.Split('|'), Assert.Throws<SpecException>(() => Plan(Spec(search))).Problems.Select(p => p.Field).Distinct().Order(StringComparer.Ordinal).Take(fields.Split('|').Length));

    [Fact]
    public void Walk_forward_says_that_it_takes_one_account()
    {
        var spec = Spec("""{"across": {}}""").Replace("\"strategy\"", "\"walk_forward\": {\"in_sample\": \"60d\", \"out_of_sample\": \"20d\"}, \"strategy\"", StringComparison.Ordinal);

        Assert.Equal("search.across", Assert.Single(Assert.Throws<SpecException>(() => WalkForwardPlanner.Plan(spec, SpecFormat.Json, Catalog)).Problems).Field);
    }

    private static string Spec(string search) =>
        $$"""{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "parameter_ranges": {"fast": [3, 5], "slow": [10, 20]}, "search": {{search}} }""";

    private static SearchPlan Plan(string spec) => SearchPlanner.Plan(spec, SpecFormat.Json, Catalog);

    private static ParameterSearch Search(string spec) => Plan(spec) is var plan ? new ParameterSearch(plan, new TrialEvaluator(plan, Catalog)) : null!;

    private static RunResult Run(string symbol, string timeframe, IReadOnlyDictionary<string, double> parameters) => RunExecutor.Execute(
        RunPlanner.Plan(
            $$"""{"symbols": ["{{symbol}}"], "timeframe": "{{timeframe}}", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": {{parameters["fast"]}}, "slow": {{parameters["slow"]}} } }""", SpecFormat.Json, Catalog),
        Catalog);

    private static CandleSeries Hours(CandleSeries series, int hours) => CandleSeries.FromCandles(
        new SeriesKey(series.Key.Exchange, series.Key.Symbol, Timeframe.Parse($"{hours}h")),
        [.. Enumerable.Range(0, series.Count / hours).Select(i => Enumerable.Range(i * hours, hours)).Select(rows => new Candle(
            series.OpenTimeMs[rows.First()], series.Open[rows.First()], rows.Max(r => series.High[r]), rows.Min(r => series.Low[r]), series.Close[rows.Last()], rows.Sum(r => series.Volume[r]), double.NaN, double.NaN, double.NaN))]);
}
