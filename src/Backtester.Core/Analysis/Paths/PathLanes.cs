using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Backtester.Core.Market;

namespace Backtester.Core.Analysis.Paths;

/// <summary>
/// Four bootstrap paths side by side, one a lane. A lane does what <see cref="PathWalk"/> does for its path, operation for
/// operation; lanes never meet, so the result is that of walking one path after the other.
/// </summary>
internal static unsafe class PathLanes
{
    /// <summary>Paths that are walked together.</summary>
    public const int Width = 4;

    /// <summary>Walks the paths [path, path + 4).</summary>
    /// <param name="steps">What is drawn.</param>
    /// <param name="restart">A block begins where the lower half of a number is under this.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="path">The first path.</param>
    /// <param name="columns">Where to.</param>
    public static void Walk(AccountSteps steps, ulong restart, long seed, int path, PathColumns columns)
    {
        fixed (double* moves = steps.Moves)
        {
            if (steps.Compounds)
            {
                Walk<Factors>(moves, steps, restart, seed, path, columns);
            }
            else
            {
                Walk<Amounts>(moves, steps, restart, seed, path, columns);
            }
        }
    }

    private static void Walk<TMoves>(double* moves, AccountSteps steps, ulong restart, long seed, int path, PathColumns columns)
        where TMoves : struct, IMoves
    {
        var (count, marks) = (steps.Count, columns.Marks);
        var (rows, begins, lower) = (Vector256.Create((long)count), Vector256.Create((long)restart), Vector256.Create(0xFFFF_FFFFL));
        var state = Vector256.Create(
            CounterRandom.StartOf(seed, path), CounterRandom.StartOf(seed, path + 1), CounterRandom.StartOf(seed, path + 2), CounterRandom.StartOf(seed, path + 3));
        var equity = Vector256.Create(steps.Initial);
        var (peak, lowest, deepest) = (equity, equity, Vector256<double>.One);
        var (below, recovered) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (row, first) = (Vector256<long>.Zero, Vector256<long>.AllBitsSet);
        var (mark, next) = (0, marks.Length > 0 ? marks[0] : int.MaxValue);
        for (var step = 1; step <= count; step++)
        {
            state += Vector256.Create(SplitMix64.Golden);
            var bits = Mix(state);
            var drawn = Avx2.Multiply(Vector256.ShiftRightLogical(bits, 32).AsUInt32(), rows.AsUInt32()) >>> 32;
            var on = row + Vector256<long>.One;
            on = Vector256.AndNot(on, Vector256.Equals(on, rows));
            var isStart = Vector256.LessThan(bits.AsInt64() & lower, begins) | first;
            row = Vector256.ConditionalSelect(isStart, drawn.AsInt64(), on);
            first = Vector256<long>.Zero;

            equity = TMoves.Next(equity, Gather(moves, row));
            var isBelow = Vector256.LessThan(equity, peak);
            recovered = Avx.Max(recovered, Vector256.AndNot(below, isBelow));
            below = (below + Vector256<double>.One) & isBelow;
            peak = Avx.Max(peak, equity);
            deepest = Avx.Min(deepest, equity / peak);
            lowest = Avx.Min(lowest, equity);
            if (step == next)
            {
                equity.CopyTo(columns.AtMark[mark], path);
                next = ++mark < marks.Length ? marks[mark] : int.MaxValue;
            }
        }

        equity.CopyTo(columns.Final, path);
        deepest.CopyTo(columns.Deepest, path);
        Avx.Max((recovered + Vector256<double>.One) & Vector256.GreaterThan(recovered, Vector256<double>.Zero), below).CopyTo(columns.Longest, path);
        lowest.CopyTo(columns.Lowest, path);
    }

    /// <summary><see cref="SplitMix64.Mix"/> in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Mix(Vector256<ulong> z)
    {
        z = (z ^ (z >>> 30)) * Vector256.Create(0xBF58_476D_1CE4_E5B9UL);
        z = (z ^ (z >>> 27)) * Vector256.Create(0x94D0_49BB_1331_11EBUL);
        return z ^ (z >>> 31);
    }

    /// <summary>The moves of four rows. Four plain loads: the processor's own gather is slow where it is patched against leaks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Gather(double* moves, Vector256<long> rows)
    {
        var (low, high) = (rows.GetLower(), rows.GetUpper());
        return Vector256.Create(moves[low.ToScalar()], moves[low.GetElement(1)], moves[high.ToScalar()], moves[high.GetElement(1)]);
    }

    /// <summary>How a move changes the equity.</summary>
    private interface IMoves
    {
        static abstract Vector256<double> Next(Vector256<double> equity, Vector256<double> move);
    }

    private readonly struct Factors : IMoves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Next(Vector256<double> equity, Vector256<double> move) => equity * move;
    }

    private readonly struct Amounts : IMoves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Next(Vector256<double> equity, Vector256<double> move) =>
            Avx.Max(equity + move, Vector256<double>.Zero) & Vector256.GreaterThan(equity, Vector256<double>.Zero);
    }
}
