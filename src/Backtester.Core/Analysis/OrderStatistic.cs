using System.Runtime.InteropServices;

namespace Backtester.Core.Analysis;

/// <summary>
/// The k-th smallest of many values without sorting them: digit by digit (16 bits each) the bucket that holds the k-th
/// is found by counting and only its members go on. Time grows with the number of values alone, also where most are
/// equal, as the bar returns of a strategy that is rarely invested.
/// </summary>
public static class OrderStatistic
{
    private const int DigitBits = 16;

    /// <summary>The value at row <paramref name="rank"/> of the values in rising order (NaN comes last, −0 before +0).</summary>
    /// <param name="values">Left as they are.</param>
    /// <param name="rank">0 to n − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static double Select(ReadOnlySpan<double> values, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, values.Length);
        var keys = new ulong[values.Length];
        var bits = MemoryMarshal.Cast<double, ulong>(values);
        for (var i = 0; i < keys.Length; i++)
        {
            // Unsigned order of these keys is the order of the numbers: negative ones turned over, positive ones put above.
            var raw = double.IsNaN(values[i]) ? BitConverter.DoubleToUInt64Bits(double.NaN) & long.MaxValue : bits[i];
            keys[i] = raw ^ ((ulong)((long)raw >> 63) | 0x8000_0000_0000_0000);
        }

        var found = SelectKey(keys, rank);
        return BitConverter.UInt64BitsToDouble(found >> 63 == 1 ? found ^ 0x8000_0000_0000_0000 : ~found);
    }

    /// <summary>The values at rows <paramref name="rank"/> and rank + 1 (the same where there is no next one); values without NaN.</summary>
    public static (double At, double Next) SelectPair(ReadOnlySpan<double> values, int rank)
    {
        var at = Select(values, rank);
        var (notAbove, next) = (0, double.PositiveInfinity);
        foreach (var value in values)
        {
            notAbove += value <= at ? 1 : 0;
            next = value > at && value < next ? value : next;
        }

        return (at, notAbove > rank + 1 || rank + 1 == values.Length ? at : next);
    }

    private static ulong SelectKey(Span<ulong> keys, int rank)
    {
        Span<int> counts = new int[1 << DigitBits];
        for (var shift = 64 - DigitBits; shift >= 0; shift -= DigitBits)
        {
            counts.Clear();
            foreach (var key in keys)
            {
                counts[(int)(key >> shift) & ((1 << DigitBits) - 1)]++;
            }

            var bucket = 0;
            while (rank >= counts[bucket])
            {
                rank -= counts[bucket++];
            }

            var kept = 0;
            foreach (var key in keys)
            {
                if (((int)(key >> shift) & ((1 << DigitBits) - 1)) == bucket)
                {
                    keys[kept++] = key;
                }
            }

            keys = keys[..kept];
        }

        return keys[0];
    }
}
