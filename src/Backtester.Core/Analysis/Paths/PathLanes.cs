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
            if (restart > uint.MaxValue)
            {
                Walk<EachAlone>(moves, steps, restart, seed, path, columns);
            }
            else
            {
                Walk<Blocks>(moves, steps, restart, seed, path, columns);
            }
        }
    }

    // That an account is used up is rare: the walk that asks at each step is made where one without the question shows that it was.
    private static void Walk<TRows>(double* moves, AccountSteps steps, ulong restart, long seed, int path, PathColumns columns)
        where TRows : struct, IRows
    {
        if (steps.Compounds)
        {
            Walk<TRows, Factors>(moves, steps, restart, seed, path, columns);
        }
        else if (!Walk<TRows, Amounts>(moves, steps, restart, seed, path, columns))
        {
            Walk<TRows, AmountsToTheLast>(moves, steps, restart, seed, path, columns);
        }
    }

    /// <summary>Answers whether every account was above 0 at every step.</summary>
    private static bool Walk<TRows, TMoves>(double* moves, AccountSteps steps, ulong restart, long seed, int path, PathColumns columns)
        where TRows : struct, IRows
        where TMoves : struct, IMoves
    {
        var (count, marks) = (steps.Count, columns.Marks);
        var (rows, begins) = (Vector256.Create((long)count), Vector256.Create((long)restart));
        var state = Vector256.Create(
            CounterRandom.StartOf(seed, path), CounterRandom.StartOf(seed, path + 1), CounterRandom.StartOf(seed, path + 2), CounterRandom.StartOf(seed, path + 3));
        var equity = Vector256.Create(steps.Initial);
        var (peak, lowest, deepest) = (equity, equity, Vector256<double>.One);
        var (below, recovered) = (Vector256<double>.Zero, Vector256<double>.Zero);

        // Under 0 until the first step, which begins a block.
        var row = Vector256.Create(-1L);
        var places = stackalloc long[Width];
        var (mark, next) = (0, marks.Length > 0 ? marks[0] : int.MaxValue);
        for (var step = 1; step <= count; step++)
        {
            state += Vector256.Create(SplitMix64.Golden);
            row = TRows.Next(row, Mix(state), rows, begins);
            equity = TMoves.Next(equity, Gather(moves, row, places));
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
        return Vector256.GreaterThanAll(lowest, Vector256<double>.Zero);
    }

    /// <summary><see cref="SplitMix64.Mix"/> in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Mix(Vector256<ulong> z)
    {
        z = (z ^ (z >>> 30)) * Vector256.Create(0xBF58_476D_1CE4_E5B9UL);
        z = (z ^ (z >>> 27)) * Vector256.Create(0x94D0_49BB_1331_11EBUL);
        return z ^ (z >>> 31);
    }

    /// <summary>
    /// The moves of four rows, each loaded on its own: the processor's own gather is slow where it is patched against leaks, and
    /// row numbers come out of a vector quickest by way of the memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Gather(double* moves, Vector256<long> rows, long* places)
    {
        rows.Store(places);
        return Vector256.Create(
            Sse2.LoadHigh(Sse2.LoadScalarVector128(moves + places[0]), moves + places[1]),
            Sse2.LoadHigh(Sse2.LoadScalarVector128(moves + places[2]), moves + places[3]));
    }

    /// <summary>Which row comes next.</summary>
    private interface IRows
    {
        static abstract Vector256<long> Next(Vector256<long> row, Vector256<ulong> bits, Vector256<long> rows, Vector256<long> begins);
    }

    /// <summary>Each row is drawn on its own.</summary>
    private readonly struct EachAlone : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<long> Next(Vector256<long> row, Vector256<ulong> bits, Vector256<long> rows, Vector256<long> begins) =>
            (Avx2.Multiply((bits >>> 32).AsUInt32(), rows.AsUInt32()) >>> 32).AsInt64();
    }

    /// <summary>The next row, or a drawn one where a block begins.</summary>
    private readonly struct Blocks : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<long> Next(Vector256<long> row, Vector256<ulong> bits, Vector256<long> rows, Vector256<long> begins)
        {
            var on = row + Vector256<long>.One;
            on = Vector256.AndNot(on, Vector256.Equals(on, rows));
            var isStart = Vector256.LessThan(bits.AsInt64() & Vector256.Create(0xFFFF_FFFFL), begins) | Vector256.LessThan(row, Vector256<long>.Zero);
            return Vector256.ConditionalSelect(isStart, EachAlone.Next(row, bits, rows, begins), on);
        }
    }

    /// <summary>How a move changes the equity.</summary>
    private interface IMoves
    {
        static abstract Vector256<double> Next(Vector256<double> equity, Vector256<double> move);
    }

    /// <summary>Moves are factors.</summary>
    private readonly struct Factors : IMoves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Next(Vector256<double> equity, Vector256<double> move) => equity * move;
    }

    /// <summary>Moves are amounts, and no account is used up.</summary>
    private readonly struct Amounts : IMoves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Next(Vector256<double> equity, Vector256<double> move) => equity + move;
    }

    /// <summary>Moves are amounts; an account that is used up stays so.</summary>
    private readonly struct AmountsToTheLast : IMoves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Next(Vector256<double> equity, Vector256<double> move) =>
            Avx.Max(equity + move, Vector256<double>.Zero) & Vector256.GreaterThan(equity, Vector256<double>.Zero);
    }
}
