using Backtester.Core.Market;
using Xunit;

namespace Backtester.Data.Tests;

/// <summary>Candles made from a seed: decimal prices with gaps in time, sometimes optional columns, sometimes odd doubles.</summary>
public static class RandomCandles
{
    public static SeriesKey Key(string timeframe = "1m", string exchange = "test") => new(exchange, "BTCUSDT", Timeframe.Parse(timeframe));

    public static List<Candle> Make(int seed, int count, SeriesKey key, bool oddDoubles = false, double gaps = 0.02)
    {
        var random = new Random(seed);
        var decimals = random.Next(0, 9);
        var optional = random.Next(3);
        var time = key.Timeframe.Floor(1_700_000_000_000 + (random.NextInt64(1000) * 86_400_000));
        var price = 10.0 + (random.NextDouble() * 50_000);
        var candles = new List<Candle>(count);
        for (var i = 0; i < count; i++)
        {
            time += key.Timeframe.Milliseconds * (random.NextDouble() < gaps ? random.Next(2, 500) : 1);
            double Price(double v) => oddDoubles && random.Next(50) == 0 ? v : Math.Max(Math.Round(v, decimals), Math.Pow(10, -decimals));
            var open = Price(price);
            var close = Price(price *= 1 + ((random.NextDouble() - 0.5) * 0.01));
            var high = Price(Math.Max(open, close) * (1 + (random.NextDouble() * 0.005)));
            var low = Price(Math.Min(open, close) * (1 - (random.NextDouble() * 0.005)));
            var volume = Math.Round(random.NextDouble() * 1000, 8);
            candles.Add(new Candle(
                time, open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close, volume,
                optional == 0 ? double.NaN : Math.Round(volume * price, 2),
                optional == 0 || random.Next(100) == 0 ? double.NaN : random.Next(1, 5000),
                optional < 2 ? double.NaN : Math.Round(volume * random.NextDouble(), 8)));
        }

        return candles;
    }

    public static CandleSeries Series(int seed, int count, SeriesKey key, bool oddDoubles = false, double gaps = 0.02) =>
        CandleSeries.FromCandles(key, Make(seed, count, key, oddDoubles, gaps));

    /// <summary>Equal bit for bit, NaN included.</summary>
    public static void AssertSame(CandleSeries expected, CandleSeries actual, string why)
    {
        Assert.True(expected.Key == actual.Key, $"{why}: {expected.Key} and {actual.Key}");
        Assert.True(expected.Count == actual.Count, $"{why}: {expected.Count} and {actual.Count} candles");
        for (var i = 0; i < expected.Count; i++)
        {
            // Equals of a record struct takes NaN as equal to NaN; −0 and 0 do not occur.
            Assert.True(expected[i].Equals(actual[i]), $"{why}: row {i}: {expected[i]} and {actual[i]}");
        }
    }
}
