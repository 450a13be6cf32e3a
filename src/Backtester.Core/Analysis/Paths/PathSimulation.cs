using System.Runtime.Intrinsics.X86;

namespace Backtester.Core.Analysis.Paths;

/// <summary>
/// Walks many resampled paths of an account. Step t of path p takes number t of the stream (seed, p) alone: its lower 32
/// bits say whether a new block begins, its upper ones where. So any thread and any vector lane can make any path, each
/// path's own operations have one order, and the columns are the same bytes for any number of workers and any width.
/// </summary>
internal static class PathSimulation
{
    /// <summary>Paths of a piece of work.</summary>
    private const int Piece = 128;

    /// <summary>Draws blocks with replacement (Politis and Romano 1994); every path has as many steps as the account.</summary>
    /// <param name="steps">What is drawn; at least one step.</param>
    /// <param name="meanBlock">Mean length of a block, at least 1.</param>
    /// <param name="paths">Number of paths.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="marks">Steps after which equity is kept.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="usesVectors">False to walk path by path: what the vectors must equal.</param>
    public static PathColumns Bootstrap(AccountSteps steps, double meanBlock, int paths, long seed, int[] marks, int workers, bool usesVectors = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(meanBlock, 1);
        var columns = new PathColumns(paths, marks);
        var restart = (ulong)((1UL << 32) / meanBlock);
        InPieces(paths, workers, (from, to) =>
        {
            var path = from;
            if (usesVectors && Avx2.IsSupported)
            {
                for (; path + PathLanes.Width <= to; path += PathLanes.Width)
                {
                    PathLanes.Walk(steps, restart, seed, path, columns);
                }
            }

            for (; path < to; path++)
            {
                WalkBlocks(steps, restart, seed, path, columns);
            }
        });
        return columns;
    }

    /// <summary>The same steps in random orders.</summary>
    public static PathColumns Shuffle(AccountSteps steps, int paths, long seed, int[] marks, int workers)
    {
        var columns = new PathColumns(paths, marks);
        InPieces(paths, workers, (from, to) =>
        {
            var moves = new double[steps.Count];
            for (var path = from; path < to; path++)
            {
                steps.Moves.CopyTo(moves, 0);
                WalkShuffled(steps, moves, seed, path, columns);
            }
        });
        return columns;
    }

    private static void InPieces(int paths, int workers, Action<int, int> walk) => Parallel.For(
        0,
        (paths + Piece - 1) / Piece,
        new ParallelOptions { MaxDegreeOfParallelism = workers },
        piece => walk(piece * Piece, Math.Min(paths, (piece + 1) * Piece)));

    private static void WalkBlocks(AccountSteps steps, ulong restart, long seed, int path, PathColumns columns)
    {
        var (random, walk) = (new CounterRandom(seed, path), new PathWalk(steps.Initial));
        var (row, mark) = (0, 0);
        for (var step = 1; step <= steps.Count; step++)
        {
            var bits = random.NextBits();
            row = step == 1 || (uint)bits < restart ? (int)((bits >> 32) * (ulong)steps.Count >> 32) : row + 1 == steps.Count ? 0 : row + 1;
            walk.Take(steps.Moves[row], steps.Compounds);
            Mark(columns, ref mark, step, path, walk.Equity);
        }

        walk.Write(columns, path);
    }

    private static void WalkShuffled(AccountSteps steps, double[] moves, long seed, int path, PathColumns columns)
    {
        var (random, walk) = (new CounterRandom(seed, path), new PathWalk(steps.Initial));
        var mark = 0;
        for (var i = 0; i < moves.Length; i++)
        {
            var other = i + random.NextInt(moves.Length - i);
            (moves[i], moves[other]) = (moves[other], moves[i]);
            walk.Take(moves[i], steps.Compounds);
            Mark(columns, ref mark, i + 1, path, walk.Equity);
        }

        walk.Write(columns, path);
    }

    private static void Mark(PathColumns columns, ref int mark, int step, int path, double equity)
    {
        if (mark < columns.Marks.Length && columns.Marks[mark] == step)
        {
            columns.AtMark[mark++][path] = equity;
        }
    }
}
