using Backtester.Core.Formulas.Compilation;

namespace Backtester.Core.Formulas.Execution;

/// <summary>Makes the step of a node from the buffers of its operands.</summary>
internal static class StepFactory
{
    /// <summary>The step; null for constants, which are written here once, and for values that children bring.</summary>
    public static ColumnStep? Create(ColumnNode node, double[]?[] numbers, ulong[]?[] bits, int index)
    {
        var key = node.Key;
        double[] NumbersOf(int operand) => numbers[operand]!;
        ulong[] BitsOf(int operand) => bits[operand]!;
        switch (node.Operation)
        {
            case ColumnOperation.Number:
                Array.Fill(numbers[index]!, node.Number);
                return null;
            case ColumnOperation.Bit:
                return new ConstantBitStep(node.Constant != 0, bits[index]!);
            case ColumnOperation.Align or ColumnOperation.AlignBit:
                return null;
            case ColumnOperation.Input:
                return new InputStep((InputColumn)key.Payload, numbers[index]!);
            case ColumnOperation.Add:
                return new VectorStep<AddVectors>(NumbersOf(key.A), NumbersOf(key.B), numbers[index]!);
            case ColumnOperation.Subtract:
                return new VectorStep<SubtractVectors>(NumbersOf(key.A), NumbersOf(key.B), numbers[index]!);
            case ColumnOperation.Multiply:
                return new VectorStep<MultiplyVectors>(NumbersOf(key.A), NumbersOf(key.B), numbers[index]!);
            case ColumnOperation.Divide:
                return new VectorStep<DivideVectors>(NumbersOf(key.A), NumbersOf(key.B), numbers[index]!);
            case ColumnOperation.Less:
                return new CompareStep<LessVectors>(NumbersOf(key.A), NumbersOf(key.B), bits[index]!);
            case ColumnOperation.LessOrEqual:
                return new CompareStep<LessOrEqualVectors>(NumbersOf(key.A), NumbersOf(key.B), bits[index]!);
            case ColumnOperation.Equal:
                return new CompareStep<EqualVectors>(NumbersOf(key.A), NumbersOf(key.B), bits[index]!);
            case ColumnOperation.NotEqual:
                return new CompareStep<DifferentVectors>(NumbersOf(key.A), NumbersOf(key.B), bits[index]!);
            case ColumnOperation.Not or ColumnOperation.And or ColumnOperation.Or or ColumnOperation.SameBit or ColumnOperation.SelectBit:
                return new BitStep(node.Operation, BitsOf(key.A), key.B < 0 ? null : BitsOf(key.B), key.C < 0 ? null : BitsOf(key.C), bits[index]!);
            case ColumnOperation.Select:
                return new SelectStep(BitsOf(key.A), NumbersOf(key.B), NumbersOf(key.C), numbers[index]!);
            case ColumnOperation.History:
                return new HistoryStep(NumbersOf(key.A), (int)key.Payload, numbers[index]!);
            case ColumnOperation.HistoryBit:
                return new HistoryBitStep(BitsOf(key.A), (int)key.Payload, bits[index]!);
            case ColumnOperation.BarsSince:
                return new BarsSinceStep(BitsOf(key.A), numbers[index]!);
            case ColumnOperation.ValueWhen:
                return new ValueWhenStep(BitsOf(key.A), NumbersOf(key.B), (int)key.Payload, numbers[index]!);
            default:
                return new ScalarStep(node.Operation, NumbersOf(key.A), key.B < 0 ? null : NumbersOf(key.B), numbers[index]!);
        }
    }
}

/// <summary>The same bit in every row, written anew for each tile because the bits behind its last row are zero.</summary>
internal sealed class ConstantBitStep(bool value, ulong[] output) : ColumnStep
{
    public override void Run(in CandleTile tile)
    {
        output.AsSpan(0, Words(tile.Count)).Fill(value ? ulong.MaxValue : 0);
        CutTail(output, tile.Count);
    }
}
