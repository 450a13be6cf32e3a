using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>Joins new candles with stored ones: at equal open times the new one replaces the old.</summary>
internal static class MonthMerge
{
    /// <summary>Joins two series of one key.</summary>
    /// <returns>The joined candles, how many times are new, and how many stored candles changed.</returns>
    public static (CandleSeries Merged, long Added, long Replaced) Join(CandleSeries stored, CandleSeries fresh)
    {
        var merged = new CandleBuffer(stored.Count + fresh.Count);
        long added = 0, replaced = 0;
        int s = 0, f = 0;
        while (s < stored.Count || f < fresh.Count)
        {
            var old = s < stored.Count ? stored.OpenTimeMs[s] : long.MaxValue;
            var now = f < fresh.Count ? fresh.OpenTimeMs[f] : long.MaxValue;
            if (old < now)
            {
                merged.Add(stored[s++]);
            }
            else if (now < old)
            {
                merged.Add(fresh[f++]);
                added++;
            }
            else
            {
                var before = stored[s++];
                var after = KeepKnown(before, fresh[f++]);
                replaced += after.Equals(before) ? 0 : 1;
                merged.Add(after);
            }
        }

        return (merged.ToSeries(stored.Key), added, replaced);
    }

    /// <summary>A candle that comes again without its optional numbers keeps those that are known, if it is the same candle.</summary>
    private static Candle KeepKnown(in Candle before, Candle after)
    {
        var same = before.Open == after.Open && before.High == after.High && before.Low == after.Low
            && before.Close == after.Close && before.Volume == after.Volume;
        return !same ? after : after with
        {
            QuoteVolume = double.IsNaN(after.QuoteVolume) ? before.QuoteVolume : after.QuoteVolume,
            TradeCount = double.IsNaN(after.TradeCount) ? before.TradeCount : after.TradeCount,
            TakerBuyVolume = double.IsNaN(after.TakerBuyVolume) ? before.TakerBuyVolume : after.TakerBuyVolume,
        };
    }
}
