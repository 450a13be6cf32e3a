using Backtester.Core.Market;

namespace Backtester.Data.Compare;

/// <summary>By how much the closes of one series lie above those of another at equal open times.</summary>
/// <param name="TimesMs">Open times that both have, rising.</param>
/// <param name="Values">First close over second close − 1, a fraction.</param>
public sealed record Premium(long[] TimesMs, double[] Values)
{
    /// <summary>Number of candles that both have.</summary>
    public int Count => TimesMs.Length;

    /// <summary>Compares two series of one timeframe; candles without a price above 0 are left out.</summary>
    /// <exception cref="ArgumentException">The timeframes differ.</exception>
    public static Premium Of(CandleSeries first, CandleSeries second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Key.Timeframe != second.Key.Timeframe)
        {
            throw new ArgumentException($"{first.Key} and {second.Key} have candles of different lengths", nameof(second));
        }

        var (times, values) = (new List<long>(), new List<double>());
        for (int i = 0, j = 0; i < first.Count && j < second.Count;)
        {
            var (a, b) = (first.OpenTimeMs[i], second.OpenTimeMs[j]);
            if (a == b && first.Close[i] > 0 && second.Close[j] > 0)
            {
                times.Add(a);
                values.Add((first.Close[i] / second.Close[j]) - 1);
            }

            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return new Premium([.. times], [.. values]);
    }

    /// <summary>Mean, NaN without candles.</summary>
    public double Mean => Count == 0 ? double.NaN : Values.Average();

    /// <summary>Median, NaN without candles.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>At most so many stretches of equal numbers of candles, each with its last, lowest and highest value: what a screen shows.</summary>
    public IReadOnlyList<PremiumPoint> Reduce(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var length = Math.Max(1, (Count + points - 1) / points);
        var reduced = new List<PremiumPoint>();
        for (var start = 0; start < Count; start += length)
        {
            var part = Values.AsSpan(start, Math.Min(length, Count - start));
            var (low, high) = (part[0], part[0]);
            foreach (var value in part)
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            reduced.Add(new PremiumPoint(TimesMs[start], part[^1], low, high));
        }

        return reduced;
    }
}

/// <summary>A stretch of a premium.</summary>
/// <param name="TimeMs">Open time of its first candle.</param>
/// <param name="Last">Value of its last candle, a fraction.</param>
/// <param name="Low">Lowest value in it.</param>
/// <param name="High">Highest value in it.</param>
public readonly record struct PremiumPoint(long TimeMs, double Last, double Low, double High);
