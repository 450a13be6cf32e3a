using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>
/// Looks into a bar through the finer candles of which it is made: only to say which of two levels came first. Prices stay
/// those of the bar, so that the answer is one of the two that the bar leaves open. Where a finer candle itself holds both
/// levels, the stop is taken.
/// </summary>
internal static class FinerBars
{
    /// <summary>True where the position's gain was reached before its stop.</summary>
    public static bool GainComesFirst(CandleSeries finer, long openMs, long endMs, int sign, ExitLevels levels)
    {
        var (start, end) = (finer.LowerBound(openMs), finer.LowerBound(endMs));
        return FirstOf(finer, start, end, sign, levels) is ExitReason.TakeProfit or ExitReason.Trim;
    }

    /// <summary>Which level came first after an entry inside the bar; null where the finer candles do not show the entry.</summary>
    public static ExitReason? AfterEntry(CandleSeries finer, long openMs, long endMs, int sign, ExitLevels levels, in EntryHit entry)
    {
        var (start, end) = (finer.LowerBound(openMs), finer.LowerBound(endMs));
        for (var i = start; i < end; i++)
        {
            var (high, low) = (finer.High[i], finer.Low[i]);
            var (adverse, favourable) = sign > 0 ? (low, high) : (high, low);
            if (!(entry.AdverseIsAfter ? sign * (adverse - entry.Price) < 0 : entry.FavourableIsAfter && sign * (favourable - entry.Price) >= 0))
            {
                continue;
            }

            var own = EntryBarCheck.InBar(sign, levels, entry, (finer.Open[i], high, low, finer.Close[i]), IntrabarRule.StopFirst);
            return own.Reason != ExitReason.None ? own.Reason : FirstOf(finer, i + 1, end, sign, levels);
        }

        return null;
    }

    private static ExitReason FirstOf(CandleSeries finer, int start, int end, int sign, ExitLevels levels)
    {
        for (var i = start; i < end; i++)
        {
            var hit = LevelCheck.InBar(sign, levels, finer.Open[i], finer.High[i], finer.Low[i], openDecidesTarget: true, IntrabarRule.StopFirst);
            if (hit.Reason != ExitReason.None)
            {
                return hit.Reason;
            }
        }

        return ExitReason.None;
    }
}
