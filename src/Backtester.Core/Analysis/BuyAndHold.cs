using Backtester.Core.Market;

namespace Backtester.Core.Analysis;

/// <summary>
/// The benchmark of a run: equal shares of the capital in each symbol, bought at its first open without costs and held.
/// Before a symbol's first candle its share is cash, after its last it keeps the last close.
/// </summary>
public static class BuyAndHold
{
    /// <summary>Simple daily returns over the days of a run, the first from the purchase; empty without candles.</summary>
    /// <param name="series">The candles of the run's symbols, cut to the run's range.</param>
    /// <param name="dayMs">Start of each UTC day of the run, rising (<see cref="DailyEquity.DayMs"/>).</param>
    public static double[] DailyReturns(IReadOnlyList<CandleSeries> series, ReadOnlySpan<long> dayMs)
    {
        var held = series.Where(s => s.Count > 0).ToArray();
        if (held.Length == 0)
        {
            return [];
        }

        var value = new double[dayMs.Length];
        foreach (var candles in held)
        {
            var times = candles.OpenTimeMs;
            var close = candles.Close;
            var (first, next) = (candles.Open[0], 0);
            for (var day = 0; day < dayMs.Length; day++)
            {
                if (next < times.Length)
                {
                    next = DayEnds.FirstAtOrAfter(times, dayMs[day] + DailyEquity.MsPerDay, next);
                }

                value[day] += next == 0 ? 1 : close[next - 1] / first;
            }
        }

        for (var day = 0; day < value.Length; day++)
        {
            value[day] /= held.Length;
        }

        var returns = new double[value.Length];
        DailyEquity.FillReturns(value, 1, returns);
        return returns;
    }
}
