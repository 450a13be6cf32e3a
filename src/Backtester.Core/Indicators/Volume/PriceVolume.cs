using Backtester.Core.Market;

namespace Backtester.Core.Indicators.Volume;

/// <summary>
/// The volume of a stretch of candles by price, counted as <see cref="VolumeProfile"/> counts it: bins of equal height
/// from the lowest low to the highest high.
/// </summary>
/// <param name="Bottom">Lowest low.</param>
/// <param name="BinHeight">Height of a bin in price.</param>
/// <param name="Volume">Volume of each bin, from the bottom up.</param>
/// <param name="Control">The fullest bin, the lowest of equals.</param>
/// <param name="Low">Lowest bin of the value area, which holds 70 % of the volume.</param>
/// <param name="High">Highest bin of the value area.</param>
public sealed record PriceVolume(double Bottom, double BinHeight, double[] Volume, int Control, int Low, int High)
{
    /// <summary>Counts a stretch; null where it has no volume or no range.</summary>
    /// <param name="candles">The stretch.</param>
    /// <param name="bins">Number of bins, at least 2.</param>
    public static PriceVolume? Of(CandleSeries candles, int bins)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var (bottom, top, total) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var i = 0; i < candles.Count; i++)
        {
            (bottom, top) = (Math.Min(bottom, candles.Low[i]), Math.Max(top, candles.High[i]));
            total += candles.Volume[i];
        }

        if (!(total > 0) || !(top > bottom) || !double.IsFinite(top - bottom))
        {
            return null;
        }

        var (volume, binsPerPrice) = (new double[bins], bins / (top - bottom));
        for (var i = 0; i < candles.Count; i++)
        {
            VolumeBins.Spread(volume, candles.Volume[i], (candles.Low[i] - bottom) * binsPerPrice, (candles.High[i] - bottom) * binsPerPrice);
        }

        var (control, low, high) = VolumeBins.ValueArea(volume, total);
        return new PriceVolume(bottom, (top - bottom) / bins, volume, control, low, high);
    }
}
