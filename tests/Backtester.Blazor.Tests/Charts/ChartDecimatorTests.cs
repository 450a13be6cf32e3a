using Backtester.Blazor.Charts;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Drawing;
using Backtester.Core.Strategies.Drawing;
using Xunit;

namespace Backtester.Blazor.Tests.Charts;

public sealed class ChartDecimatorTests
{
    private const long Minute = 60_000;
    private static readonly SeriesKey Key = new("x", "AB", Timeframe.Parse("1m"));

    [Fact]
    public void Candles_of_a_bucket_keep_first_open_extremes_last_close_and_all_volume()
    {
        // minute   0        1        2        3 (missing)   4
        // O H L C  5 9 4 6  6 7 1 2  2 3 2 3                8 8 7 7
        var series = CandleSeries.FromCandles(Key,
            [new(0, 5, 9, 4, 6, 10), new(Minute, 6, 7, 1, 2, 20), new(2 * Minute, 2, 3, 2, 3, 30), new(4 * Minute, 8, 8, 7, 7, 40)]);
        var columns = ChartDecimator.Candles(series, new ChartBuckets(0, 2 * Minute));
        Assert.Equal([0L, 120, 240], columns.Time);
        Assert.Equal([5d, 2, 8], columns.Open);
        Assert.Equal([9d, 3, 8], columns.High);
        Assert.Equal([1d, 2, 7], columns.Low);
        Assert.Equal([2d, 3, 7], columns.Close);
        Assert.Equal([30d, 30, 40], columns.Volume);
    }

    [Fact]
    public void Equity_keeps_the_deepest_drawdown_of_a_bucket_measured_from_the_peak_before_the_range()
    {
        // Peak 200 before the range; inside it 100 (−50 %), 150 (−25 %) | 200, 100 (−50 %).
        var curve = new EquityCurve([0, Minute, 2 * Minute, 3 * Minute, 4 * Minute], [200, 180, 100, 150, 200], new double[5], new int[5], 100);
        var columns = ChartDecimator.Equity(curve, new TimeRange(2 * Minute, 5 * Minute), new ChartBuckets(0, 2 * Minute), t => t / (double)Minute);
        Assert.Equal([120L, 240], columns.Time);
        Assert.Equal([150d, 200], columns.Last);
        Assert.Equal([100d, 200], columns.Low);
        Assert.Equal([150d, 200], columns.High);
        Assert.Equal([-50d, 0], columns.Drawdown);
        Assert.Equal([3d, 4], columns.Benchmark);
    }

    [Fact]
    public void Trades_that_touch_the_range_are_all_there_and_no_others()
    {
        Trade[] trades = [Made(0, 10), Made(5, 20), Made(12, 14), Made(19, null), Made(30, 40), Made(12, 13, "CD")];
        var columns = ChartDecimator.Trades(trades, "AB", new TimeRange(11 * 1000, 20 * 1000));
        Assert.Equal([1, 2, 3], columns.Row);
        Assert.Equal([20L, 14, null], columns.Closed);
        Assert.True(double.IsNaN(columns.ProfitLoss[2]));
    }

    [Fact]
    public void Line_keeps_the_extremes_of_each_bucket_and_its_last_value()
    {
        var series = CandleSeries.FromCandles(Key, [.. Enumerable.Range(0, 6).Select(i => new Candle(i * Minute, 1, 1, 1, 1, 1))]);
        var line = new RunLine("rsi(close, 14)", "", LinePlace.Pane, "rsi", OfStrategy: true);
        var values = new RunLineValues(line, series, new[] { double.NaN, double.NaN, double.NaN, 70, 20, 30 });
        var columns = ChartDecimator.Line(values, new TimeRange(0, 6 * Minute), new ChartBuckets(0, 2 * Minute));
        Assert.Equal([0L, 120, 240], columns.Time);
        Assert.Equal([double.NaN, 70, 20], columns.Low);
        Assert.Equal([double.NaN, 70, 30], columns.High);
        Assert.Equal([double.NaN, 70, 30], columns.Last);
        Assert.Equal("pane", columns.Place);
        Assert.Equal([240L], ChartDecimator.Line(values, new TimeRange(4 * Minute, 6 * Minute), new ChartBuckets(0, 2 * Minute)).Time);
    }

    [Fact]
    public void Exposure_of_a_bucket_is_the_one_furthest_from_none()
    {
        var curve = new EquityCurve([0, Minute, 2 * Minute, 3 * Minute], [100, 100, 200, 200], [100, 50, 300, 200], [0, 1, 1, 0], 100);
        var columns = ChartDecimator.Equity(curve, TimeRange.All, new ChartBuckets(0, 2 * Minute), _ => double.NaN);
        Assert.Equal([50d, -50], columns.Exposure);
    }

    [Fact]
    public void Grouped_trades_are_all_counted()
    {
        var trades = ChartDecimator.Trades([.. Enumerable.Range(0, 100).Select(i => Made(i, i + 5))], "AB", TimeRange.All);
        var groups = ChartDecimator.Groups(trades, new ChartBuckets(0, 30_000));
        Assert.Equal([0L, 30, 60, 90], groups.Time);
        Assert.Equal([30, 30, 30, 10], groups.Count);
        Assert.Equal(100, groups.ProfitLoss.Sum());
        Assert.Equal((90L, 104L), (groups.From[3], groups.To[3]));
    }

    [Fact]
    public void Address_of_chosen_lines_is_empty_for_those_of_the_beginning_and_says_none_for_none()
    {
        IReadOnlyList<ChartLine> lines = ChartLines.Of(
        [
            new("ema(close, 10)", "", LinePlace.Price, "ema", true), new("rsi(close, 14)", "", LinePlace.Pane, "rsi", true),
            new("atr(14)", "", LinePlace.Pane, "atr", true), new("adx(14)", "", LinePlace.Pane, "adx", true), new("stage(30, 4)", "", LinePlace.Stage, "stage", false),
        ]);
        Assert.Equal([true, true, true, false, false], lines.Select(l => l.Shown));
        Assert.Null(ChartLines.Address(lines, ["atr(14)", "ema(close, 10)", "rsi(close, 14)"]));
        Assert.Equal("none", ChartLines.Address(lines, []));
        var address = ChartLines.Address(lines, ["stage(30, 4)", "ema(close, 10)"]);
        Assert.Equal(["ema(close, 10)", "stage(30, 4)"], ChartLines.Chosen(lines, address));
        Assert.Empty(ChartLines.Chosen(lines, "none"));
        Assert.Equal(3, ChartLines.Chosen(lines, null).Count);
    }

    [Theory]
    [InlineData(525_600, 1500, 512)]
    [InlineData(1000, 1500, 1)]
    [InlineData(1500, 1500, 2)]
    public void Buckets_are_the_finest_power_of_two_that_fits_the_points(long bars, int points, long expected)
    {
        var buckets = ChartBuckets.Covering(0, Minute, bars * Minute, points);
        Assert.Equal(expected * Minute, buckets.LengthMs);
        Assert.True(buckets.IndexOf((bars * Minute) - 1) + 1 <= points);
    }

    private static Trade Made(long openedSecond, long? closedSecond, string symbol = "AB") => new()
    {
        Symbol = symbol,
        Strategy = "s",
        Direction = Direction.Long,
        Quantity = 1,
        EntryBar = 0,
        ExitBar = closedSecond is null ? -1 : 1,
        EntryPrice = 1,
        OpenedAtMs = openedSecond * 1000,
        ClosedAtMs = closedSecond * 1000,
        ProfitLoss = closedSecond is null ? double.NaN : 1,
    };
}
