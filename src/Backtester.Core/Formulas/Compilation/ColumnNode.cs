using Backtester.Core.Indicators;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// What makes two operations the same: two nodes with equal keys are one node. Numbers are compared by their bits, so
/// that 0 and −0 stay apart and NaN equals itself.
/// </summary>
/// <param name="Operation">What is done.</param>
/// <param name="A">First operand, a node of the same context; −1 for none.</param>
/// <param name="B">Second operand; −1 for none.</param>
/// <param name="C">Third operand; −1 for none.</param>
/// <param name="Payload">A number's bits, bars to look back, an input column, an output number, child context and node.</param>
/// <param name="Name">An indicator's kernel with its numbers; null elsewhere.</param>
internal readonly record struct NodeKey(ColumnOperation Operation, int A, int B, int C, long Payload, string? Name);

/// <summary>An operation in a context, with what its key does not say.</summary>
/// <param name="Key">What makes it different from others.</param>
/// <param name="CreateIndicator">Makes the running indicator of a kernel node; null elsewhere.</param>
/// <param name="Reads">The candle columns that a kernel node reads.</param>
internal sealed record ColumnNode(NodeKey Key, Func<Indicator>? CreateIndicator, IndicatorInputs Reads = IndicatorInputs.None)
{
    public ColumnOperation Operation => Key.Operation;

    public double Number => BitConverter.Int64BitsToDouble(Key.Payload);

    /// <summary>True where the column holds bits.</summary>
    public bool IsBits => GivesBits(Operation);

    public static bool GivesBits(ColumnOperation operation) => operation is ColumnOperation.Bit or ColumnOperation.Less or ColumnOperation.LessOrEqual
        or ColumnOperation.Equal or ColumnOperation.NotEqual or ColumnOperation.Not or ColumnOperation.And
        or ColumnOperation.Or or ColumnOperation.SameBit or ColumnOperation.SelectBit or ColumnOperation.HistoryBit
        or ColumnOperation.CrossOver or ColumnOperation.AlignBit;

    public bool IsConstant => Operation is ColumnOperation.Number or ColumnOperation.Bit;

    /// <summary>A constant's value, 1 and 0 for bits.</summary>
    public double Constant => Operation == ColumnOperation.Bit ? Key.Payload : Number;

    /// <summary>Child context of an align node.</summary>
    public int Child => (int)(Key.Payload >> 32);

    /// <summary>Node in the child context of an align node.</summary>
    public int ChildNode => (int)(Key.Payload & 0xFFFF_FFFF);

    public IEnumerable<int> Operands
    {
        get
        {
            if (Key.A >= 0)
            {
                yield return Key.A;
            }

            if (Key.B >= 0)
            {
                yield return Key.B;
            }

            if (Key.C >= 0)
            {
                yield return Key.C;
            }
        }
    }
}
