using Backtester.Core.Market;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// A catalogue whose candles of some series are others inside a range; what lies outside (the candles that warm indicators
/// up) and all other series are as stored. Nothing but candles differs for what runs on it.
/// </summary>
/// <param name="stored">The stored candles.</param>
/// <param name="range">Where candles are replaced.</param>
/// <param name="replaced">The candles of the range, at the stored open times.</param>
internal sealed class PermutedCatalog(ICandleCatalog stored, TimeRange range, IReadOnlyList<CandleSeries> replaced) : ICandleCatalog
{
    /// <inheritdoc/>
    public IFundingCatalog? Funding => stored.Funding;

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> List() => stored.List();

    /// <inheritdoc/>
    public SeriesInfo? Find(SeriesKey key) => stored.Find(key);

    /// <inheritdoc/>
    public CandleSeries Load(SeriesKey key, TimeRange wanted, CancellationToken cancellation = default)
    {
        if (replaced.FirstOrDefault(s => s.Key == key) is not { } inside)
        {
            return stored.Load(key, wanted, cancellation);
        }

        if (wanted.StartMs >= range.StartMs && wanted.EndMs <= range.EndMs)
        {
            return inside.Slice(wanted);
        }

        var candles = new List<Candle>();
        var before = stored.Load(key, wanted with { EndMs = Math.Min(wanted.EndMs, range.StartMs) }, cancellation);
        var after = stored.Load(key, wanted with { StartMs = Math.Max(wanted.StartMs, range.EndMs) }, cancellation);
        foreach (var part in new[] { before, inside.Slice(wanted), after })
        {
            for (var row = 0; row < part.Count; row++)
            {
                candles.Add(part[row]);
            }
        }

        return CandleSeries.FromCandles(key, candles);
    }
}
