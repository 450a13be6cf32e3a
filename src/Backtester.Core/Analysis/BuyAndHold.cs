using Backtester.Core.Market;

namespace Backtester.Core.Analysis;

/// <summary>
/// Equal shares of the capital in each symbol, bought at its first open without costs and held. Before a symbol's first
/// candle its share is cash, after its last it keeps the last close.
/// </summary>
public sealed class BuyAndHold
{
    private readonly CandleSeries[] _held;

    /// <summary>Buys.</summary>
    /// <param name="series">Candles of the symbols, cut to the range; empty ones are left out.</param>
    public BuyAndHold(IReadOnlyList<CandleSeries> series) => _held = [.. series.Where(s => s.Count > 0)];

    /// <summary>Simple daily returns over the days of a run, the first from the purchase; empty without candles.</summary>
    /// <param name="series">The candles of the run's symbols, cut to the run's range.</param>
    /// <param name="dayMs">Start of each UTC day of the run, rising (<see cref="DailyEquity.DayMs"/>).</param>
    public static double[] DailyReturns(IReadOnlyList<CandleSeries> series, ReadOnlySpan<long> dayMs) => DailyReturns(new BuyAndHold(series).GrowthAt, dayMs);

    /// <summary>Simple daily returns of what grows as a function of time says; empty where it says nothing (NaN).</summary>
    /// <param name="growthAt">What one unit is worth at the close of the last bar that opened at or before a time, Unix ms.</param>
    /// <param name="dayMs">Start of each UTC day, rising.</param>
    public static double[] DailyReturns(Func<long, double> growthAt, ReadOnlySpan<long> dayMs)
    {
        ArgumentNullException.ThrowIfNull(growthAt);
        var value = new double[dayMs.Length];
        for (var day = 0; day < value.Length; day++)
        {
            value[day] = growthAt(dayMs[day] + DailyEquity.MsPerDay - 1);
            if (double.IsNaN(value[day]))
            {
                return [];
            }
        }

        var returns = new double[value.Length];
        DailyEquity.FillReturns(value, 1, returns);
        return returns;
    }

    /// <summary>What one unit is worth at the close of the last bar that opened at or before a time (Unix ms); NaN without candles.</summary>
    public double GrowthAt(long timeMs)
    {
        var sum = 0.0;
        foreach (var candles in _held)
        {
            var next = candles.LowerBound(timeMs + 1);
            sum += next == 0 ? 1 : candles.Close[next - 1] / candles.Open[0];
        }

        return _held.Length == 0 ? double.NaN : sum / _held.Length;
    }
}
