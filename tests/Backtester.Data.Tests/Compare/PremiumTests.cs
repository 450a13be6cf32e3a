using Backtester.Core.Market;
using Backtester.Data.Compare;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Compare;

public sealed class PremiumTests : IDisposable
{
    private const long Hour = 3_600_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Premium_is_close_over_close_where_both_have_a_candle()
    {
        // 102/100, 99/100, 110/100; hours 1 and 4 are in one series alone, hour 5 has no price.
        var first = Series("a", "BTCUSDT", (0, 102), (1, 50), (2, 99), (3, 110), (5, 100));
        var second = Series("b", "BTCUSD", (0, 100), (2, 100), (3, 100), (4, 7), (5, 0));
        var premium = Premium.Of(first, second);
        Assert.Equal([0, 2 * Hour, 3 * Hour], premium.TimesMs);
        Assert.Equal(0.02, premium.Values[0], 1e-15);
        Assert.Equal(-0.01, premium.Values[1], 1e-15);
        Assert.Equal(0.1, premium.Values[2], 1e-15);
        Assert.Equal(0.02, premium.Median, 1e-15);
        Assert.Equal((0.02 - 0.01 + 0.1) / 3, premium.Mean, 1e-15);
        Assert.True(double.IsNaN(Premium.Of(first, Series("b", "BTCUSD", (9, 1))).Median));
    }

    [Fact]
    public void Reduced_premium_keeps_every_extreme()
    {
        var random = new Random(4);
        var premium = new Premium([.. Enumerable.Range(0, 1003).Select(i => i * Hour)], [.. Enumerable.Range(0, 1003).Select(_ => random.NextDouble() - 0.5)]);
        var points = premium.Reduce(100);
        Assert.True(points.Count is > 80 and <= 100);
        Assert.Equal(premium.Values.Min(), points.Min(p => p.Low));
        Assert.Equal(premium.Values.Max(), points.Max(p => p.High));
        Assert.Equal(premium.Values[^1], points[^1].Last);
        Assert.Equal(0, points[0].TimeMs);
        Assert.Equal(1003, premium.Reduce(5000).Count);
    }

    [Fact]
    public void Same_instrument_has_the_same_base_in_dollars_of_any_kind_on_another_market()
    {
        var library = new CandleLibrary(_folder.Path);
        foreach (var (exchange, symbol, timeframe) in new[]
        {
            ("binance", "BTCUSDT", "1m"), ("coinbase", "BTCUSD", "1h"), ("kraken", "BTCUSDC", "1d"), ("okx", "BTCEUR", "1h"), ("okx", "ETHUSDT", "1h"), ("binance", "BTCUSDC", "1h"),
        })
        {
            var key = new SeriesKey(exchange, symbol, Timeframe.Parse(timeframe));
            library.Write(CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 180).Select(i => new Candle(i * key.Timeframe.Milliseconds, 1, 1, 1, 1, 1))]), "test");
        }

        Assert.Equal(
            ["binance BTCUSDC", "binance BTCUSDT"], // the hours of BTCUSDT are made of its minutes; a day gives no hours
            SameInstrument.Of(new SeriesKey("coinbase", "BTCUSD", Timeframe.Parse("1h")), library).Select(s => $"{s.Key.Exchange} {s.Key.Symbol}"));
        Assert.Empty(SameInstrument.Of(new SeriesKey("okx", "BTCEUR", Timeframe.Parse("1h")), library));
        Assert.Equal(("BTCUSD", "BTCEUR", "USDT"), (SameInstrument.Neutral("BTCFDUSD"), SameInstrument.Neutral("BTCEUR"), SameInstrument.Neutral("USDT")));
    }

    private static CandleSeries Series(string exchange, string symbol, params (int Hour, double Close)[] candles) => CandleSeries.FromCandles(
        new SeriesKey(exchange, symbol, Timeframe.Parse("1h")), [.. candles.Select(c => new Candle(c.Hour * Hour, c.Close, c.Close, c.Close, c.Close, 1))]);
}
