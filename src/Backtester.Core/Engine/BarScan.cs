using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backtester.Core.Engine;

/// <summary>
/// Loops over bars that hold no branch: extremes, values, and the first bar that reaches a level. Comparisons, minima and
/// maxima are exact and each product and sum is rounded on its own, so the width of the vectors does not show in a result.
/// </summary>
internal static class BarScan
{
    /// <summary>Lanes of the widest vectors that this machine has.</summary>
    public static int WidestLanes { get; } = Avx512F.IsSupported ? 8 : Vector256.IsHardwareAccelerated ? 4 : 1;

    /// <summary>cash + quantity × close of each bar.</summary>
    public static void Values(ReadOnlySpan<double> close, double cash, double quantity, Span<double> values)
    {
        var i = 0;
        var (cashes, quantities) = (new Vector<double>(cash), new Vector<double>(quantity));
        for (; i + Vector<double>.Count <= close.Length; i += Vector<double>.Count)
        {
            (cashes + (quantities * new Vector<double>(close[i..]))).CopyTo(values[i..]);
        }

        for (; i < close.Length; i++)
        {
            values[i] = cash + (quantity * close[i]);
        }
    }

    /// <summary>The lowest and the highest of at least one value; unknown ones are passed over.</summary>
    public static (double Low, double High) Range(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs)
    {
        var (low, high, i) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        if (lows.Length >= 2 * Vector<double>.Count)
        {
            var (lowest, highest) = (new Vector<double>(low), new Vector<double>(high));
            for (; i + Vector<double>.Count <= lows.Length; i += Vector<double>.Count)
            {
                var (l, h) = (new Vector<double>(lows[i..]), new Vector<double>(highs[i..]));
                lowest = Vector.ConditionalSelect(Vector.LessThan(l, lowest), l, lowest);
                highest = Vector.ConditionalSelect(Vector.GreaterThan(h, highest), h, highest);
            }

            for (var lane = 0; lane < Vector<double>.Count; lane++)
            {
                low = lowest[lane] < low ? lowest[lane] : low;
                high = highest[lane] > high ? highest[lane] : high;
            }
        }

        for (; i < lows.Length; i++)
        {
            low = lows[i] < low ? lows[i] : low;
            high = highs[i] > high ? highs[i] : high;
        }

        return (low, high);
    }

    /// <summary>The first bar at or below <paramref name="below"/> or at or above <paramref name="above"/>; the number of bars where there is none.</summary>
    /// <param name="lows">The low of each bar.</param>
    /// <param name="highs">The high of each bar.</param>
    /// <param name="below">The lower level; NaN for none.</param>
    /// <param name="above">The upper level; NaN for none.</param>
    /// <param name="lanes">Lanes of the vectors: 8, 4 or 1.</param>
    public static int FirstReach(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, double below, double above, int lanes)
    {
        ref var low = ref MemoryMarshal.GetReference(lows);
        ref var high = ref MemoryMarshal.GetReference(highs);
        var i = 0;
        if (lanes == 8)
        {
            var (b, a) = (Vector512.Create(below), Vector512.Create(above));
            for (; i + 8 <= lows.Length; i += 8)
            {
                var reached = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref low, (nuint)i), b)
                    | Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref high, (nuint)i), a);
                if (reached.ExtractMostSignificantBits() is not 0 and var bits)
                {
                    return i + BitOperations.TrailingZeroCount(bits);
                }
            }
        }
        else if (lanes == 4)
        {
            var (b, a) = (Vector256.Create(below), Vector256.Create(above));
            for (; i + 4 <= lows.Length; i += 4)
            {
                var reached = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref low, (nuint)i), b)
                    | Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref high, (nuint)i), a);
                if (reached.ExtractMostSignificantBits() is not 0 and var bits)
                {
                    return i + BitOperations.TrailingZeroCount(bits);
                }
            }
        }

        for (; i < lows.Length; i++)
        {
            if (Unsafe.Add(ref low, i) <= below || Unsafe.Add(ref high, i) >= above)
            {
                return i;
            }
        }

        return i;
    }
}
