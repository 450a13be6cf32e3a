using System.Text.Json;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

public sealed class RunReportTests
{
    private const long Hour = 3_600_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();
    private static readonly CandleSeries Market = Waves(24 * 70);
    private static readonly RunResult Run = Execute();

    [Fact]
    public void Benchmark_is_worth_what_a_buyer_of_the_first_open_holds()
    {
        var report = RunReport.Measure(Run, [Market]);

        // 10,000 at the first open of 100 are 100 pieces, worth the close of the last bar.
        Assert.Equal(100, Market.Open[0]);
        Assert.Equal(100 * Market.Close[^1], report.Benchmark["final_equity"], 1e-8);
        Assert.Equal(100 * Market.Close[23], report.BenchmarkEquity[0], 1e-8);
        Assert.Equal(report.Benchmark["total_return"], Run.Metrics["benchmark_return"], 1e-12);
        Assert.Equal(70, report.Daily.Count);
    }

    [Fact]
    public void Every_breakdown_adds_up_to_all_trades()
    {
        var report = RunReport.Measure(Run, [Market]);

        Assert.True(Run.Trades.Count > 20, $"{Run.Trades.Count} trades");
        Assert.Equal(Enum.GetValues<BreakdownBy>(), report.Breakdowns.Keys);
        foreach (var rows in report.Breakdowns.Values)
        {
            Assert.Equal(Run.Trades.Count, rows.Sum(r => r.Statistics.Count));
            Assert.Equal(Run.Trades.Sum(t => t.ProfitLoss), rows.Sum(r => r.Statistics.Total), 1e-8);
            Assert.Equal(Run.Trades.Sum(t => t.Fees), rows.Sum(r => r.Fees), 1e-8);
        }

        Assert.Equal(["LONG", "SHORT"], report.Breakdowns[BreakdownBy.Side].Select(r => r.Key));
    }

    [Fact]
    public void Months_and_years_compound_to_the_total_return()
    {
        var report = RunReport.Measure(Run, [Market]);

        Assert.Equal([(2024, 1), (2024, 2), (2024, 3)], report.Monthly.Select(m => (m.Year, m.Month)));
        foreach (var periods in new[] { report.Monthly, report.Yearly })
        {
            Assert.Equal(Run.Metrics["total_return"], periods.Aggregate(1.0, (value, p) => value * (1 + p.Return)) - 1, 1e-12);
        }
    }

    [Fact]
    public void Report_is_the_same_for_any_number_of_workers_and_when_made_again()
    {
        Assert.Equal(Document(RunReport.Measure(Run, [Market])), Document(RunReport.Measure(Run, [Market], workers: 3)));
        Assert.Equal(Document(RunReport.Measure(Run, [Market])), Document(RunReport.Measure(Execute(), [Market])));
    }

    [Fact]
    public void Metrics_of_other_tools_are_made_once_and_only_when_asked_for()
    {
        var made = 0;
        var result = Run with { MakeParity = () => { made++; return Run.Parity; } };
        Assert.Equal(0, made);
        Assert.Same(result.Parity, result.Parity);
        Assert.Equal(1, made);
        Assert.NotEmpty(Run.Parity["backtrader"].Values);
    }

    [Fact]
    public void Candles_that_are_gone_leave_the_comparisons_unknown_and_the_rest_known()
    {
        var report = RunReport.Measure(Run, []);

        Assert.Empty(report.BenchmarkEquity);
        Assert.NotNull(report.RandomEntries.Note);
        Assert.True(double.IsFinite(report.Intervals.Single(i => i.Metric == "sharpe_ratio").Low));
        using var document = JsonDocument.Parse(Document(report));
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("days")[0].GetProperty("benchmark").ValueKind);
    }

    [Fact]
    public void Interval_of_the_win_rate_of_independent_trades_is_the_binomial_one()
    {
        // 400 trades, each won with probability 0.6: the rate's standard error is √(0.6·0.4/400) = 2.449 points,
        // so 95 % of the paths lie within 1.96 of these around the sample's own rate.
        var random = new CounterRandom(11, 0);
        var profits = new double[400];
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] = random.NextDouble() < 0.6 ? 1 : -1;
        }

        var rate = 100 * TradeStatistics.Of(profits).WinRate;
        var interval = ConfidenceIntervals.MeasureTrades(profits, seed: 1, paths: 4000)[0];

        Assert.Equal("win_rate", interval.Metric);
        Assert.Equal(rate - (1.96 * 2.449), interval.Low, 0.8);
        Assert.Equal(rate + (1.96 * 2.449), interval.High, 0.8);
    }

    [Fact]
    public void Trades_without_a_loser_have_no_interval_of_the_profit_factor()
    {
        var intervals = ConfidenceIntervals.MeasureTrades([1, 2, 3], seed: 1, paths: 100);

        Assert.Equal(ConfidenceIntervals.TradeMetrics, intervals.Select(i => i.Metric));
        Assert.True(double.IsNaN(intervals.Single(i => i.Metric == "profit_factor").Low));
        Assert.InRange(intervals.Single(i => i.Metric == "expectancy").Low, 1, 2);
        Assert.All(ConfidenceIntervals.MeasureTrades([], seed: 1, paths: 10), i => Assert.True(double.IsNaN(i.Low)));
    }

    private static string Document(RunReport report)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            ReportDocument.Write(writer, report, 1);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static RunResult Execute()
    {
        var catalog = new MemoryCatalog(Market);
        var plan = RunPlanner.Plan(
            """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "ema_cross", "strategy_params": {"fast": 5, "slow": 20}, "position_size": 5000}""",
            SpecFormat.Json,
            catalog);
        return RunExecutor.Execute(plan, catalog);
    }

    private static CandleSeries Waves(int count)
    {
        var close = Enumerable.Range(0, count).Select(i => 100 + (0.01 * i) + (10 * Math.Sin((i + 1) / 9.0)) + (3 * Math.Sin(i / 2.0))).ToArray();
        return CandleSeries.FromCandles(
            new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("1h")),
            [.. close.Select((c, i) =>
            {
                var open = i == 0 ? 100 : close[i - 1];
                return new Candle(Start + (i * Hour), open, Math.Max(open, c) + 1, Math.Min(open, c) - 1, c, 5, double.NaN, double.NaN, double.NaN);
            })]);
    }
}
