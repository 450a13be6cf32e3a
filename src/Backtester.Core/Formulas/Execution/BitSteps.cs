using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Backtester.Core.Formulas.Compilation;

namespace Backtester.Core.Formulas.Execution;

/// <summary>A comparison by vectors; lanes with an unknown value are zero.</summary>
internal interface IVectorComparison
{
    static abstract Vector256<double> Compare(Vector256<double> a, Vector256<double> b);

    static abstract Vector512<double> Compare(Vector512<double> a, Vector512<double> b);
}

internal readonly struct LessVectors : IVectorComparison
{
    public static Vector256<double> Compare(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b);

    public static Vector512<double> Compare(Vector512<double> a, Vector512<double> b) => Vector512.LessThan(a, b);
}

internal readonly struct LessOrEqualVectors : IVectorComparison
{
    public static Vector256<double> Compare(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqual(a, b);

    public static Vector512<double> Compare(Vector512<double> a, Vector512<double> b) => Vector512.LessThanOrEqual(a, b);
}

internal readonly struct EqualVectors : IVectorComparison
{
    public static Vector256<double> Compare(Vector256<double> a, Vector256<double> b) => Vector256.Equals(a, b);

    public static Vector512<double> Compare(Vector512<double> a, Vector512<double> b) => Vector512.Equals(a, b);
}

internal readonly struct DifferentVectors : IVectorComparison
{
    public static Vector256<double> Compare(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b) | Vector256.LessThan(b, a);

    public static Vector512<double> Compare(Vector512<double> a, Vector512<double> b) => Vector512.LessThan(a, b) | Vector512.LessThan(b, a);
}

/// <summary>Compares two columns: one bit a row.</summary>
internal sealed class CompareStep<TComparison>(double[] a, double[] b, ulong[] output) : ColumnStep
    where TComparison : IVectorComparison
{
    public override void Run(in CandleTile tile)
    {
        for (var word = 0; word < Words(tile.Count); word++)
        {
            output[word] = Word(a, b, word);
        }

        CutTail(output, tile.Count);
    }

    /// <summary>64 comparisons; the buffers reach to the end of the word.</summary>
    public static ulong Word(double[] a, double[] b, int word)
    {
        ref var left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), word << 6);
        ref var right = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b), word << 6);
        var bits = 0UL;
        if (Avx512F.IsSupported)
        {
            for (var i = 0; i < 64; i += 8)
            {
                var lanes = TComparison.Compare(Vector512.LoadUnsafe(ref left, (nuint)i), Vector512.LoadUnsafe(ref right, (nuint)i));
                bits |= lanes.ExtractMostSignificantBits() << i;
            }
        }
        else
        {
            for (var i = 0; i < 64; i += 4)
            {
                var lanes = TComparison.Compare(Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i));
                bits |= (ulong)lanes.ExtractMostSignificantBits() << i;
            }
        }

        return bits;
    }
}

/// <summary>Operations on bits.</summary>
internal sealed class BitStep(ColumnOperation operation, ulong[] a, ulong[]? b, ulong[]? c, ulong[] output) : ColumnStep
{
    public override void Run(in CandleTile tile)
    {
        for (var i = 0; i < Words(tile.Count); i++)
        {
            output[i] = operation switch
            {
                ColumnOperation.And => a[i] & b![i],
                ColumnOperation.Or => a[i] | b![i],
                ColumnOperation.SameBit => ~(a[i] ^ b![i]),
                ColumnOperation.SelectBit => (a[i] & b![i]) | (~a[i] & c![i]),
                _ => ~a[i],
            };
        }

        CutTail(output, tile.Count);
    }
}
