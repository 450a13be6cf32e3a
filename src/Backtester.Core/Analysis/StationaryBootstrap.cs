namespace Backtester.Core.Analysis;

/// <summary>A statistic of a path of returns.</summary>
/// <param name="returns">The path.</param>
public delegate double PathStatistic(ReadOnlySpan<double> returns);

/// <summary>
/// Stationary bootstrap (Politis and Romano 1994): blocks that start anywhere, wrap around and have geometric lengths,
/// so that short-range dependence survives and every path is stationary.
/// </summary>
public static class StationaryBootstrap
{
    /// <summary>Mean block length where none is given: n^(1/3), at least 1.</summary>
    public static double DefaultMeanBlock(int count) => Math.Max(1, Math.Cbrt(count));

    /// <summary>Fills a path of rows of the sample: each step goes on to the next row, or, with probability 1/meanBlock, to any row.</summary>
    /// <param name="rows">Filled with rows 0 … <paramref name="count"/> − 1; it may be longer or shorter than the sample.</param>
    /// <param name="count">Number of values of the sample, above 0.</param>
    /// <param name="meanBlock">Mean block length, at least 1; 1 draws every row on its own.</param>
    /// <param name="random">Where the numbers come from.</param>
    public static void FillRows(Span<int> rows, int count, double meanBlock, ref CounterRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(meanBlock, 1);
        var restart = 1 / meanBlock;
        var row = count - 1;
        for (var i = 0; i < rows.Length; i++)
        {
            row = i == 0 || random.NextDouble() < restart ? random.NextInt(count) : row + 1 == count ? 0 : row + 1;
            rows[i] = row;
        }
    }

    /// <summary>
    /// The statistics of many paths of the sample's length, one column a statistic, one row a path. Path p draws from
    /// its own stream (seed, p), so the table does not depend on the number of workers.
    /// </summary>
    /// <param name="returns">The sample.</param>
    /// <param name="statistics">What to measure on each path.</param>
    /// <param name="paths">Number of paths.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="meanBlock">Mean block length; null for <see cref="DefaultMeanBlock"/>.</param>
    /// <param name="workers">Number of threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static double[][] Sample(double[] returns, IReadOnlyList<PathStatistic> statistics, int paths, long seed, double? meanBlock = null, int workers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(paths);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        var columns = new double[statistics.Count][];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new double[paths];
        }

        if (returns.Length == 0)
        {
            Array.ForEach(columns, c => Array.Fill(c, double.NaN));
            return columns;
        }

        var block = meanBlock ?? DefaultMeanBlock(returns.Length);
        Parallel.For(
            0,
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = workers },
            () => (Rows: new int[returns.Length], Path: new double[returns.Length]),
            (p, _, buffer) =>
            {
                var random = new CounterRandom(seed, p);
                FillRows(buffer.Rows, returns.Length, block, ref random);
                for (var i = 0; i < buffer.Rows.Length; i++)
                {
                    buffer.Path[i] = returns[buffer.Rows[i]];
                }

                for (var s = 0; s < columns.Length; s++)
                {
                    columns[s][p] = statistics[s](buffer.Path);
                }

                return buffer;
            },
            _ => { });
        return columns;
    }
}
