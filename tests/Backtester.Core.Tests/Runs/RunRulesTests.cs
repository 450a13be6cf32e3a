using Backtester.Core.Market;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>Rules of docs/assumptions.md that concern a run as a whole.</summary>
public class RunRulesTests
{
    private const long Hour = 3_600_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("2024-01-01T10:00:00Z", "2024-01-01T20:00:00Z", 10, 19)]
    [InlineData("2024-01-01T10:00:01Z", "2024-01-01T20:00:01Z", 11, 20)]
    [InlineData("2024-01-01T10:00:00Z", "2024-01-01T19:59:59Z", 10, 19)]
    public void Candle_belongs_to_a_run_when_start_is_not_after_and_end_is_after_its_open(string start, string end, int first, int last)
    {
        var result = Run($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "start_date": "{{start}}", "end_date": "{{end}}"}""", Waves(60));

        Assert.Equal(Start + (first * Hour), result.Curve.TimeMs[0]);
        Assert.Equal(Start + (last * Hour), result.Curve.TimeMs[^1]);
    }

    [Fact]
    public void Profits_of_all_trades_are_the_change_of_equity()
    {
        var result = Run("""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy_params": {"fast": 3, "slow": 8}, "position_size": 5000}""", Waves(400));

        Assert.True(result.Trades.Count > 5, $"{result.Trades.Count} trades");
        Assert.Equal(result.Curve.Equity[^1] - 10_000, result.Trades.Sum(t => t.ProfitLoss), 1e-8);
    }

    [Fact]
    public void Costs_of_the_house_are_five_basis_points_and_a_tenth_of_a_percent()
    {
        var execution = Plan("""{"symbols": ["BTCUSDT"], "timeframe": "1h"}""", Waves(60)).Spec.Execution;

        Assert.Equal(("bps", 5.0, 5.0, 0.0), (execution.Slippage.Model, execution.Slippage.Market, execution.Slippage.Stop, execution.Slippage.Limit));
        Assert.Equal(("percent", 0.001, 0.001), (execution.Fees.Model, execution.Fees.Maker, execution.Fees.Taker));
    }

    [Theory]
    [InlineData("backtrader")]
    [InlineData("vectorbt_same_close")]
    [InlineData("vectorbt_next_open")]
    public void Position_that_a_preset_leaves_open_comes_last_without_an_exit(string preset)
    {
        // Falls for 20 bars, then rises to the end: one crossing upwards, none back.
        var closes = Enumerable.Range(0, 60).Select(i => i < 20 ? 100.0 - i : 60.0 + i).ToArray();
        var result = Run(
            $$$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy_params": {"fast": 3, "slow": 8}, "execution": {"preset": "{{{preset}}}"}}""",
            Series(closes));

        var open = result.Trades[^1];
        Assert.True(open.IsOpen);
        Assert.Null(open.ClosedAtMs);
        Assert.True(double.IsNaN(open.ExitPrice));
        Assert.True(double.IsNaN(open.ProfitLoss));
        Assert.Equal(result.Curve.Cash[^1] + (open.Quantity * closes[^1]), result.Curve.Equity[^1], 1e-9);
    }

    [Theory]
    [InlineData("execution.order", """ "execution": {"order": "limit"} """)]
    [InlineData("trailing_stop", """ "trailing_stop": "3%" """)]
    public void What_is_not_simulated_is_refused(string field, string property)
    {
        var error = Assert.Throws<SpecException>(() => Plan($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", {{property}}}""", Waves(60)));

        Assert.Equal(field, Assert.Single(error.Problems).Field);
    }

    private static RunResult Run(string spec, CandleSeries candles) => RunExecutor.Execute(Plan(spec, candles), new MemoryCatalog(candles));

    private static RunPlan Plan(string spec, CandleSeries candles) =>
        RunPlanner.Plan(spec.Replace("{\"symbols\"", "{\"strategy\": \"sma_cross\", \"symbols\"", StringComparison.Ordinal), SpecFormat.Json, new MemoryCatalog(candles));

    private static CandleSeries Waves(int count) => Series([.. Enumerable.Range(0, count).Select(i => 100 + (10 * Math.Sin(i / 5.0)))]);

    private static CandleSeries Series(double[] closes) => CandleSeries.FromCandles(
        new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("1h")),
        [.. closes.Select((close, i) => new Candle(Start + (i * Hour), close, close + 1, close - 1, close, 5, double.NaN, double.NaN, double.NaN))]);
}
