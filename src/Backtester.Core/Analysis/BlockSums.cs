using System.Numerics;

namespace Backtester.Core.Analysis;

/// <summary>
/// Σr and Σr² of every set over every choice of blocks, from two tables: one over the choices of the first half of the
/// blocks, one over those of the second. A split then costs two additions a set instead of a walk over the days.
/// </summary>
internal sealed class BlockSums
{
    /// <summary>Variances below this share of the mean square are the rounding of equal returns.</summary>
    private const double Rounding = 1e-12;

    private readonly int _sets;
    private readonly int _lowBits;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly int[] _rows;

    public BlockSums(IReadOnlyList<double[]> returns, int blocks)
    {
        _sets = returns.Count;
        _lowBits = blocks / 2;
        var total = returns[0].Length;
        _rows = new int[blocks];
        var perBlock = new double[blocks][];
        for (var block = 0; block < blocks; block++)
        {
            var (from, to) = ((int)((long)block * total / blocks), (int)((long)(block + 1) * total / blocks));
            _rows[block] = to - from;
            perBlock[block] = new double[2 * _sets];
            for (var set = 0; set < _sets; set++)
            {
                foreach (var r in returns[set].AsSpan(from, to - from))
                {
                    perBlock[block][set] += r;
                    perBlock[block][_sets + set] += r * r;
                }
            }
        }

        _low = Table(perBlock.AsSpan(0, _lowBits));
        _high = Table(perBlock.AsSpan(_lowBits));
    }

    /// <summary>Per-period Sharpe ratio (n − 1) of each set over the blocks whose bits are set.</summary>
    public void FillSharpe(int mask, Span<double> sharpe)
    {
        var n = 0;
        for (var block = 0; block < _rows.Length; block++)
        {
            n += (mask >> block & 1) == 1 ? _rows[block] : 0;
        }

        var low = _low.AsSpan((mask & ((1 << _lowBits) - 1)) * 2 * _sets, 2 * _sets);
        var high = _high.AsSpan((mask >> _lowBits) * 2 * _sets, 2 * _sets);
        var (count, degrees) = (new Vector<double>(n), new Vector<double>(n - 1));
        var first = 0;
        for (; first + Vector<double>.Count <= sharpe.Length; first += Vector<double>.Count)
        {
            var sum = new Vector<double>(low[first..]) + new Vector<double>(high[first..]);
            var squares = new Vector<double>(low[(_sets + first)..]) + new Vector<double>(high[(_sets + first)..]);
            var mean = sum / count;
            var deviations = squares - (sum * mean);
            if (!Vector.GreaterThanAll(deviations, new Vector<double>(Rounding) * squares))
            {
                // A set that does not vary: its case is decided value by value.
                FillSharpe(low, high, n, sharpe, first, first + Vector<double>.Count);
                continue;
            }

            (mean / Vector.SquareRoot(deviations / degrees)).CopyTo(sharpe[first..]);
        }

        FillSharpe(low, high, n, sharpe, first, sharpe.Length);
    }

    private void FillSharpe(ReadOnlySpan<double> low, ReadOnlySpan<double> high, int n, Span<double> sharpe, int from, int to)
    {
        for (var set = from; set < to; set++)
        {
            var sum = low[set] + high[set];
            var squares = low[_sets + set] + high[_sets + set];
            var mean = sum / n;
            var deviations = squares - (sum * mean);
            sharpe[set] = deviations > Rounding * squares ? mean / Math.Sqrt(deviations / (n - 1))
                : squares == 0 ? 0
                : mean > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        }
    }

    private double[] Table(ReadOnlySpan<double[]> blocks)
    {
        var width = 2 * _sets;
        var table = new double[(1 << blocks.Length) * width];
        for (var mask = 1; mask < 1 << blocks.Length; mask++)
        {
            // Always in the order of the blocks: the highest bit is added last.
            var last = 31 - BitOperations.LeadingZeroCount((uint)mask);
            var rest = (mask & ~(1 << last)) * width;
            for (var i = 0; i < width; i++)
            {
                table[(mask * width) + i] = table[rest + i] + blocks[last][i];
            }
        }

        return table;
    }
}
