using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <content>Series that went on under another name: read as one, in the units of today.</content>
public sealed partial class CandleLibrary
{
    private SeriesInfo? FindJoined(SeriesKey key)
    {
        var own = FindAlone(key);
        if (Changes.PredecessorOf(key) is not { } change || FindJoined(key with { Symbol = change.Symbol }) is not { } before)
        {
            return own;
        }

        if (own is null)
        {
            return before with { Key = key, Derived = true };
        }

        if (before.FirstOpenMs >= own.FirstOpenMs)
        {
            return own;
        }

        var earlier = Load(before.Key, new TimeRange(long.MinValue, own.FirstOpenMs)).Count;
        return own with { FirstOpenMs = before.FirstOpenMs, Count = own.Count + earlier, Derived = true };
    }

    /// <summary>
    /// Candles of the earlier name up to the first one of the later name, prices divided and volumes multiplied by the
    /// ratio; then those of the later name as they are. Quote volumes and numbers of trades do not change.
    /// </summary>
    private CandleSeries LoadJoined(SeriesKey key, TimeRange range, CancellationToken cancellation)
    {
        var change = Changes.PredecessorOf(key)!;
        var own = FindAlone(key) is { } info ? LoadAlone(key, info.Derived, TimeRange.All, cancellation) : CandleSeries.FromCandles(key, []);
        var earlier = key with { Symbol = change.Symbol };
        if (Find(earlier) is null)
        {
            return own.Slice(range);
        }

        var joined = new CandleBuffer();
        var before = Load(earlier, new TimeRange(long.MinValue, own.Count == 0 ? long.MaxValue : own.OpenTimeMs[0]), cancellation);
        for (var row = 0; row < before.Count; row++)
        {
            var candle = before[row];
            joined.Add(candle with
            {
                Open = candle.Open / change.Ratio,
                High = candle.High / change.Ratio,
                Low = candle.Low / change.Ratio,
                Close = candle.Close / change.Ratio,
                Volume = candle.Volume * change.Ratio,
                TakerBuyVolume = candle.TakerBuyVolume * change.Ratio,
            });
        }

        for (var row = 0; row < own.Count; row++)
        {
            joined.Add(own[row]);
        }

        return joined.ToSeries(key).Slice(range);
    }
}
