using System.Diagnostics;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// Each element-wise operation on single values: the meaning that columns, constant folding and position rules share.
/// Bits are 1 and 0. Unknown (NaN) makes arithmetic unknown and comparisons false, also "not equal".
/// </summary>
internal static class ScalarOperation
{
    public static bool IsElementWise(ColumnOperation operation) =>
        operation is >= ColumnOperation.Negate and <= ColumnOperation.SelectBit;

    public static double Apply(ColumnOperation operation, double a, double b = 0, double c = 0) => operation switch
    {
        ColumnOperation.Negate => -a,
        ColumnOperation.Absolute => Math.Abs(a),
        ColumnOperation.SquareRoot => Math.Sqrt(a),
        ColumnOperation.Logarithm => Elementary.Log(a),
        ColumnOperation.Exponential => Elementary.Exp(a),
        ColumnOperation.Round => Math.Round(a, MidpointRounding.AwayFromZero),
        ColumnOperation.Sign => Sign(a),
        ColumnOperation.Add => a + b,
        ColumnOperation.Subtract => a - b,
        ColumnOperation.Multiply => a * b,
        ColumnOperation.Divide => Divide(a, b),
        ColumnOperation.Remainder => a % b,
        ColumnOperation.Minimum => Math.Min(a, b),
        ColumnOperation.Maximum => Math.Max(a, b),
        ColumnOperation.OrElse => double.IsNaN(a) ? b : a,
        ColumnOperation.Less => Bit(a < b),
        ColumnOperation.LessOrEqual => Bit(a <= b),
        ColumnOperation.Equal => Bit(a == b),
        ColumnOperation.NotEqual => Bit(a < b || a > b),
        ColumnOperation.Not => 1 - a,
        ColumnOperation.And => a * b,
        ColumnOperation.Or => Math.Max(a, b),
        ColumnOperation.SameBit => Bit(a == b),
        ColumnOperation.Select or ColumnOperation.SelectBit => a != 0 ? b : c,
        _ => throw new UnreachableException($"{operation} is not element-wise"),
    };

    /// <summary>A division by zero is unknown, never infinite.</summary>
    public static double Divide(double a, double b) => b == 0 ? double.NaN : a / b;

    /// <summary>−1, 0 or 1; unknown for an unknown value.</summary>
    public static double Sign(double a) => a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : double.NaN;

    private static double Bit(bool value) => value ? 1 : 0;
}
