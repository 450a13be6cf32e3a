using System.Globalization;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class DerivationTests
{
    [Fact]
    public void Derive_complete_buckets_alone_give_candles()
    {
        // Minutes 0–4 whole, 5–9 without 7, 10–14 whole, 15–16 unfinished.
        var key = RandomCandles.Key();
        int[] minutes = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        var series = CandleSeries.FromCandles(key, [.. minutes.Select(m => new Candle(m * 60_000L, 10 + m, 20 + m, 5 - (m % 3), 11 + m, 0.1, 1.5, m, 0.05))]);
        var derived = Derivation.Derive(series, Timeframe.Parse("5m"));
        Assert.Equal(
            [new(0, 10, 24, 3, 15, 0.5, 7.5, 10, 0.25), new(600_000, 20, 34, 3, 25, 0.5, 7.5, 60, 0.25)],
            Enumerable.Range(0, derived.Count).Select(i => derived[i]));
        Assert.Equal("5m", derived.Key.Timeframe.Name);
    }

    [Fact]
    public void Derive_equals_a_plain_grouping_of_random_candles()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var series = RandomCandles.Series(seed, 4000, RandomCandles.Key("5m"), gaps: 0.003);
            var timeframe = Timeframe.Parse(seed % 3 == 0 ? "15m" : seed % 3 == 1 ? "1h" : "4h");
            var length = (int)(timeframe.Milliseconds / 300_000);
            var expected = Enumerable.Range(0, series.Count).Select(i => series[i])
                .GroupBy(c => timeframe.Floor(c.OpenTimeMs))
                .Where(g => g.Count() == length)
                .Select(g => new Candle(
                    g.Key, g.First().Open, g.Max(c => c.High), g.Min(c => c.Low), g.Last().Close,
                    Decimals(g.Select(c => c.Volume)), Decimals(g.Select(c => c.QuoteVolume)), Decimals(g.Select(c => c.TradeCount)), Decimals(g.Select(c => c.TakerBuyVolume))))
                .ToList();
            var derived = Derivation.Derive(series, timeframe);
            Assert.Equal(expected, Enumerable.Range(0, derived.Count).Select(i => derived[i]));
        }
    }

    [Theory]
    [InlineData("1m", "3m", true)]
    [InlineData("3m", "5m", false)]
    [InlineData("1d", "3d", true)]
    [InlineData("1d", "1w", true)]
    [InlineData("3d", "1w", false)]
    [InlineData("8h", "12h", false)]
    [InlineData("4h", "1w", true)]
    [InlineData("1h", "1h", false)]
    public void Divides_says_which_timeframes_fill_which(string finer, string coarser, bool expected) =>
        Assert.Equal(expected, Derivation.Divides(Timeframe.Parse(finer), Timeframe.Parse(coarser)));

    [Fact]
    public void Derive_weeks_start_on_monday()
    {
        // 1970-01-05 was a Monday.
        var days = CandleSeries.FromCandles(RandomCandles.Key("1d"), [.. Enumerable.Range(2, 12).Select(d => new Candle(d * 86_400_000L, d, d, d, d, 1))]);
        var weeks = Derivation.Derive(days, Timeframe.Parse("1w"));
        Assert.Equal(new Candle(4 * 86_400_000L, 4, 10, 4, 10, 7), weeks[0]);
        Assert.Equal(1, weeks.Count);
    }

    [Fact]
    public void Sum_of_decimals_is_the_double_nearest_to_the_decimal_sum()
    {
        // 0.1 + 0.2 in doubles is 0.30000000000000004; an exchange writes 0.3.
        var hint = 0;
        Assert.Equal(0.3, BucketSum.Of([0.1, 0.2], ref hint));
        Assert.Equal(1, hint);
        Assert.True(double.IsNaN(BucketSum.Of([1, double.NaN], ref hint)));
        Assert.Equal(Math.PI + Math.E + 1, BucketSum.Of([Math.PI, Math.E, 1], ref hint));

        // 3 × 8,000,000,000,000,000.1 is past 2^53 as tenths: still rounded once, whatever the hint.
        for (var start = 0; start <= 12; start++)
        {
            hint = start;
            Assert.Equal(2400000000000000.3, BucketSum.Of([800000000000000.1, 800000000000000.1, 800000000000000.1], ref hint));
        }
    }

    private static double Decimals(IEnumerable<double> values) => values.Any(double.IsNaN)
        ? double.NaN
        : double.Parse(values.Sum(v => decimal.Parse(v.ToString("R"), NumberStyles.Float)).ToString());
}
