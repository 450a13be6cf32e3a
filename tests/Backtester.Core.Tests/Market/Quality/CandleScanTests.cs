using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Xunit;

namespace Backtester.Core.Tests.Market.Quality;

public class CandleScanTests
{
    private const long Hour = 3_600_000;
    private static readonly SeriesKey Key = new("test", "BTCUSDT", Timeframe.Parse("1h"));

    [Theory]
    [InlineData(100, 99, 98, 100, 1, CandleDoubt.Inconsistent)] // close above high
    [InlineData(100, 101, 102, 100, 1, CandleDoubt.Inconsistent)] // high below low
    [InlineData(100, 101, 0, 100, 1, CandleDoubt.ImpossibleNumber)]
    [InlineData(100, 101, -1, 100, 1, CandleDoubt.ImpossibleNumber)]
    [InlineData(100, 101, 99, 100, -1, CandleDoubt.ImpossibleNumber)]
    [InlineData(100, double.PositiveInfinity, 99, 100, 1, CandleDoubt.ImpossibleNumber)]
    public void Candle_that_cannot_be_is_found(double open, double high, double low, double close, double volume, CandleDoubt doubt)
    {
        var candles = Quiet(50);
        candles[20] = new Candle(20 * Hour, open, high, low, close, volume);
        var found = Assert.Single(CandleScan.Of(CandleSeries.FromCandles(Key, candles)).Doubtful);
        Assert.Equal((20, doubt), (found.Row, found.Doubt));
    }

    [Fact]
    public void Times_that_are_missing_repeated_earlier_or_off_the_grid_are_found()
    {
        long[] times = [0, Hour, Hour, 4 * Hour, 3 * Hour, (5 * Hour) + 60_000];
        var candles = times.Select(t => new Candle(t, 100, 101, 99, 100, 1)).ToList();
        Assert.Equal(
            [
                new DoubtfulCandle(2, CandleDoubt.Duplicate),
                new(3, CandleDoubt.AfterGap),
                new(4, CandleDoubt.OutOfOrder),
                new(5, CandleDoubt.AfterGap | CandleDoubt.Misaligned),
            ],
            CandleScan.Of(CandleSeries.FromCandles(Key, candles)).Doubtful);
    }

    [Fact]
    public void Move_that_is_taken_back_is_a_spike_and_one_that_stays_is_an_outlier_alone()
    {
        var candles = Quiet(200);
        candles[50] = At(50, 80);
        for (var i = 120; i < 200; i++)
        {
            candles[i] = At(i, 120 + (i % 2 * 0.1));
        }

        var scan = CandleScan.Of(CandleSeries.FromCandles(Key, candles));
        Assert.Equal([50, 51, 120], scan.Outliers);
        Assert.Equal([new DoubtfulCandle(50, CandleDoubt.Spike)], scan.Doubtful);
    }

    [Fact]
    public void Move_across_missing_candles_is_no_outlier()
    {
        var candles = Quiet(200);
        for (var i = 100; i < 200; i++)
        {
            candles[i] = At(i + 5, 140 + (i % 2 * 0.1));
        }

        var scan = CandleScan.Of(CandleSeries.FromCandles(Key, candles));
        Assert.Empty(scan.Outliers);
        Assert.Equal([new DoubtfulCandle(100, CandleDoubt.AfterGap)], scan.Doubtful);
    }

    [Fact]
    public void Outliers_equal_the_definition_by_brute_force()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var (close, price) = (new double[600], 100.0);
            for (var i = 0; i < close.Length; i++)
            {
                // Heavy tails: now and then a move twenty times as large.
                price *= Math.Exp((random.NextDouble() - 0.5) * (random.Next(25) == 0 ? 0.2 : 0.01));
                close[i] = price;
            }

            var times = Enumerable.Range(0, 600).Select(i => i * Hour).ToArray();
            var returns = close.Zip(close.Skip(1), (a, b) => Math.Log(b / a)).Prepend(double.NaN).ToArray();
            var expected = Enumerable.Range(1, 599).Where(row =>
            {
                var window = Enumerable.Range(row - 30, 61).Where(i => i is >= 1 and < 600).Select(i => returns[i]).ToArray();
                var median = Median(window);
                var mad = Median([.. window.Select(r => Math.Abs(r - median))]);
                return Math.Abs(returns[row]) > 0.005 && Math.Abs(returns[row] - median) > 10 * 1.4826 * mad;
            }).ToArray();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, HampelIdentifier.Outliers(times, close, Hour));
        }
    }

    [Fact]
    public void Stretch_without_trade_is_listed_from_ten_candles_on()
    {
        var candles = Quiet(100);
        foreach (var i in Enumerable.Range(10, 9).Concat(Enumerable.Range(40, 10)).Append(99))
        {
            candles[i] = candles[i] with { Volume = 0 };
        }

        var scan = CandleScan.Of(CandleSeries.FromCandles(Key, candles));
        Assert.Equal([new QuietStretch(40, 10)], scan.QuietStretches);
        Assert.Equal(20, scan.QuietCandles);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static List<Candle> Quiet(int count) => [.. Enumerable.Range(0, count).Select(i => At(i, 100 + (i % 2 * 0.1)))];

    private static Candle At(int hour, double close) => new(hour * Hour, close, close + 1, close - 1, close, 1);
}
