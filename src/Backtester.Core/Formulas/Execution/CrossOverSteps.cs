using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// a was at most b one bar ago and is above b now; the comparison of the bar before is carried from tile to tile. Both
/// comparisons, and the one for equality where the crossing the other way is wanted too, come from one look at the columns.
/// </summary>
internal sealed class CrossOverStep(double[] a, double[] b, ulong[] output) : ColumnStep
{
    private readonly ulong[] _above = new ulong[output.Length];
    private readonly ulong[] _atMost = new ulong[output.Length];
    private ulong[]? _equal;
    private ulong _unused;
    private ulong _wasAtMost;

    /// <summary>The step for b over a, which needs no look at the columns of its own.</summary>
    public ColumnStep Mirrored(ulong[] mirroredOutput)
    {
        _equal ??= new ulong[output.Length];
        return new Mirror(this, mirroredOutput);
    }

    public override void Run(in CandleTile tile)
    {
        for (var word = 0; word < Words(tile.Count); word++)
        {
            Compare(word);
        }

        _wasAtMost = Cross(_above, _atMost, output, _wasAtMost, tile.Count);
    }

    /// <summary>Marks the rows that are above while the row before was at most; answers whether the last row is at most.</summary>
    private static ulong Cross(ulong[] above, ulong[] atMost, ulong[] crossed, ulong carried, int rows)
    {
        for (var word = 0; word < Words(rows); word++)
        {
            crossed[word] = above[word] & ((atMost[word] << 1) | carried);
            carried = atMost[word] >> 63;
        }

        CutTail(crossed, rows);
        return rows > 0 ? (atMost[(rows - 1) >> 6] >> ((rows - 1) & 63)) & 1 : carried;
    }

    private void Compare(int word)
    {
        ref var left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), word << 6);
        ref var right = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b), word << 6);
        if (Avx512F.IsSupported)
        {
            CompareEights(ref left, ref right, word);
        }
        else
        {
            CompareFours(ref left, ref right, word);
        }
    }

    private void CompareEights(ref double left, ref double right, int word)
    {
        ref var above = ref Unsafe.As<ulong, byte>(ref _above[word]);
        ref var atMost = ref Unsafe.As<ulong, byte>(ref _atMost[word]);
        ref var equal = ref Unsafe.As<ulong, byte>(ref _equal is null ? ref _unused : ref _equal[word]);
        for (var i = 0; i < 8; i++)
        {
            var (x, y) = (Vector512.LoadUnsafe(ref left, (nuint)i * 8), Vector512.LoadUnsafe(ref right, (nuint)i * 8));
            Unsafe.Add(ref above, i) = (byte)Vector512.LessThan(y, x).ExtractMostSignificantBits();
            Unsafe.Add(ref atMost, i) = (byte)Vector512.LessThanOrEqual(x, y).ExtractMostSignificantBits();
            Unsafe.Add(ref equal, i) = (byte)Vector512.Equals(x, y).ExtractMostSignificantBits();
        }
    }

    private void CompareFours(ref double left, ref double right, int word)
    {
        var (above, atMost, equal) = (0UL, 0UL, 0UL);
        for (var i = 0; i < 64; i += 4)
        {
            var (x, y) = (Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i));
            above |= (ulong)Vector256.LessThan(y, x).ExtractMostSignificantBits() << i;
            atMost |= (ulong)Vector256.LessThanOrEqual(x, y).ExtractMostSignificantBits() << i;
            equal |= (ulong)Vector256.Equals(x, y).ExtractMostSignificantBits() << i;
        }

        (_above[word], _atMost[word]) = (above, atMost);
        if (_equal is not null)
        {
            _equal[word] = equal;
        }
    }

    private sealed class Mirror(CrossOverStep first, ulong[] output) : ColumnStep
    {
        private readonly ulong[] _above = new ulong[output.Length];
        private readonly ulong[] _atMost = new ulong[output.Length];
        private ulong _wasAtMost;

        public override void Run(in CandleTile tile)
        {
            for (var word = 0; word < Words(tile.Count); word++)
            {
                var equal = first._equal![word];
                _above[word] = first._atMost[word] & ~equal;
                _atMost[word] = first._above[word] | equal;
            }

            _wasAtMost = Cross(_above, _atMost, output, _wasAtMost, tile.Count);
        }
    }
}
