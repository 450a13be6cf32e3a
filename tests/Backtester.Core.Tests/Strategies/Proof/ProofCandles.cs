using Backtester.Core.Market;

namespace Backtester.Core.Tests.Strategies.Proof;

/// <summary>Candles for proofs: a random walk with volume, taker volume, quiet and wild stretches.</summary>
internal static class ProofCandles
{
    public static CandleSeries Hours(int seed, int count, string symbol = "BTCUSDT", bool withTakers = true) => Walk(seed, count, "1h", symbol, withTakers);

    public static CandleSeries Walk(int seed, int count, string timeframe, string symbol = "BTCUSDT", bool withTakers = true)
    {
        var random = new Random(seed);
        var length = Timeframe.Parse(timeframe);
        var start = length.Floor(1_704_067_200_000);
        var candles = new List<Candle>(count);
        var price = 100.0;
        for (var i = 0; i < count; i++)
        {
            var swing = (i / 150) % 3 == 2 ? 0.04 : 0.012;
            var open = price;
            price = Math.Max(5, price * (1 + ((random.NextDouble() - 0.498) * swing)));
            var volume = 10 + random.Next(100);
            candles.Add(new Candle(
                start + (i * length.Milliseconds),
                open,
                Math.Max(open, price) * (1 + (random.NextDouble() * swing / 4)),
                Math.Min(open, price) * (1 - (random.NextDouble() * swing / 4)),
                price,
                volume,
                volume * price,
                volume,
                withTakers ? volume * (0.3 + (random.NextDouble() * 0.4)) : double.NaN));
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", symbol, length), candles);
    }
}
