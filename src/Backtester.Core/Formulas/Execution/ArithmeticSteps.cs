using System.Numerics;
using Backtester.Core.Formulas.Compilation;

namespace Backtester.Core.Formulas.Execution;

/// <summary>+ − × ÷ on whole vectors; each lane is the scalar operation, so the bits are the same for every width.</summary>
internal interface IVectorOperation
{
    static abstract Vector<double> Apply(Vector<double> a, Vector<double> b);
}

internal readonly struct AddVectors : IVectorOperation
{
    public static Vector<double> Apply(Vector<double> a, Vector<double> b) => a + b;
}

internal readonly struct SubtractVectors : IVectorOperation
{
    public static Vector<double> Apply(Vector<double> a, Vector<double> b) => a - b;
}

internal readonly struct MultiplyVectors : IVectorOperation
{
    public static Vector<double> Apply(Vector<double> a, Vector<double> b) => a * b;
}

internal readonly struct DivideVectors : IVectorOperation
{
    public static Vector<double> Apply(Vector<double> a, Vector<double> b) =>
        Vector.ConditionalSelect(Vector.Equals(b, Vector<double>.Zero), new Vector<double>(double.NaN), a / b);
}

/// <summary>An operation of two columns by vectors.</summary>
internal sealed class VectorStep<TOperation>(double[] a, double[] b, double[] output) : ColumnStep
    where TOperation : IVectorOperation
{
    public override void Run(in CandleTile tile)
    {
        for (var i = 0; i < tile.Count; i += Vector<double>.Count)
        {
            TOperation.Apply(new Vector<double>(a, i), new Vector<double>(b, i)).CopyTo(output, i);
        }
    }
}

/// <summary>Any other element-wise operation of one or two columns, value by value.</summary>
internal sealed class ScalarStep(ColumnOperation operation, double[] a, double[]? b, double[] output) : ColumnStep
{
    public override void Run(in CandleTile tile)
    {
        var rows = tile.Count;
        switch (operation)
        {
            case ColumnOperation.Minimum:
                for (var i = 0; i < rows; i++)
                {
                    output[i] = Math.Min(a[i], b![i]);
                }

                break;
            case ColumnOperation.Maximum:
                for (var i = 0; i < rows; i++)
                {
                    output[i] = Math.Max(a[i], b![i]);
                }

                break;
            default:
                for (var i = 0; i < rows; i++)
                {
                    output[i] = ScalarOperation.Apply(operation, a[i], b is null ? 0 : b[i]);
                }

                break;
        }
    }
}

/// <summary>One of two columns by a bit.</summary>
internal sealed class SelectStep(ulong[] condition, double[] whenTrue, double[] whenFalse, double[] output) : ColumnStep
{
    public override void Run(in CandleTile tile)
    {
        for (var i = 0; i < tile.Count; i++)
        {
            output[i] = (condition[i >> 6] >> (i & 63) & 1) != 0 ? whenTrue[i] : whenFalse[i];
        }
    }
}
