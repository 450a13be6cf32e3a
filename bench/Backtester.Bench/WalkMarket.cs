using Backtester.Core.Market;

namespace Backtester.Bench;

/// <summary>Random walks held in memory, the same for every run.</summary>
internal sealed class WalkMarket(params CandleSeries[] series) : ICandleCatalog
{
    /// <summary>Start of every series.</summary>
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> List() => [.. series.Select(Describe)];

    /// <inheritdoc/>
    public SeriesInfo? Find(SeriesKey key) => series.Where(s => s.Key == key).Select(Describe).FirstOrDefault();

    /// <inheritdoc/>
    public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => series.First(s => s.Key == key).Slice(range);

    /// <summary>A walk of so many candles.</summary>
    public static CandleSeries Walk(string symbol, string timeframe, int count, int seed)
    {
        var random = new Random(seed);
        var length = Timeframe.Parse(timeframe);
        var candles = new Candle[count];
        var price = 20_000.0;
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= 1 + ((random.NextDouble() - 0.5) * 0.002);
            candles[i] = new Candle(
                Start.ToUnixTimeMilliseconds() + (i * length.Milliseconds), open, Math.Max(open, price) * 1.0003, Math.Min(open, price) * 0.9997, price, 1);
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", symbol, length), candles);
    }

    private static SeriesInfo Describe(CandleSeries s) => new(s.Key, s.OpenTimeMs[0], s.OpenTimeMs[^1], s.Count, Synthetic: true);
}
