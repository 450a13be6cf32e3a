using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// The same candles, measured a little differently: each of the four prices is moved by a normal draw of
/// <paramref name="size"/> × the candle's own range (high − low). Then the high is the greatest of the four and the low the
/// least, and none falls under half of what it was. Volumes and times stay. A candle's noise follows from seed, path,
/// series and open time, so that it is the same whichever part of the series is read.
/// </summary>
/// <param name="catalog">The candles as they are.</param>
/// <param name="noisy">The series that get noise; all others stay as they are.</param>
/// <param name="size">Standard deviation as a share of the candle's range, above 0.</param>
/// <param name="seed">The search's seed.</param>
/// <param name="path">Number of the path, from 0.</param>
public sealed class CandleNoise(ICandleCatalog catalog, IReadOnlyList<SeriesKey> noisy, double size, long seed, int path) : ICandleCatalog
{
    /// <inheritdoc/>
    public IFundingCatalog? Funding => catalog.Funding;

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> List() => catalog.List();

    /// <inheritdoc/>
    public SeriesInfo? Find(SeriesKey key) => catalog.Find(key);

    /// <inheritdoc/>
    public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default)
    {
        var candles = catalog.Load(key, range, cancellation);
        var place = noisy.ToList().IndexOf(key);
        return place < 0 ? candles : Moved(candles, place);
    }

    private CandleSeries Moved(CandleSeries candles, int place)
    {
        var count = candles.Count;
        var (open, high, low, close) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            // Paths and series in the upper half, the candle's number since 1970 in the lower.
            var random = new CounterRandom(seed, ((((long)path << 8) + place) << 32) + (candles.OpenTimeMs[i] / candles.Key.Timeframe.Milliseconds));
            var reach = size * (candles.High[i] - candles.Low[i]);
            var o = Price(candles.Open[i], reach, ref random);
            var h = Price(candles.High[i], reach, ref random);
            var l = Price(candles.Low[i], reach, ref random);
            var c = Price(candles.Close[i], reach, ref random);
            (open[i], close[i]) = (o, c);
            (high[i], low[i]) = (Math.Max(Math.Max(o, c), Math.Max(h, l)), Math.Min(Math.Min(o, c), Math.Min(h, l)));
        }

        var (times, _, _, _, _, volume) = candles.Columns;
        return new CandleSeries(
            candles.Key, times, open, high, low, close, volume, candles.QuoteVolume.ToArray(), candles.TradeCount.ToArray(), candles.TakerBuyVolume.ToArray());
    }

    private static double Price(double price, double reach, ref CounterRandom random) => Math.Max(price / 2, price + (reach * random.NextNormal()));
}
