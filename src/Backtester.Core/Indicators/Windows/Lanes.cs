using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Columns taken some bars at a time. Every lane does what a plain loop over the bars would do, in the same order, so
/// the width of the machine's vectors changes no bit; the last, partial vector is padded with zeros.
/// </summary>
internal static class Lanes
{
    /// <summary>Bars in a vector.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<double>.Count;
    }

    private static Vector<double> NotANumber => new(double.NaN);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ReadOnlySpan<double> column, int row) =>
        row + Width <= column.Length ? new Vector<double>(column.Slice(row, Width)) : LoadPart(column[row..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> values, Span<double> column, int row)
    {
        if (row + Width <= column.Length)
        {
            values.CopyTo(column.Slice(row, Width));
        }
        else
        {
            StorePart(values, column[row..]);
        }
    }

    /// <summary>The greater; finite numbers alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Max(Vector<double> a, Vector<double> b) => Vector.ConditionalSelect(Vector.GreaterThan(a, b), a, b);

    /// <summary>The lesser; finite numbers alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Min(Vector<double> a, Vector<double> b) => Vector.ConditionalSelect(Vector.LessThan(a, b), a, b);

    /// <summary>a / b, unknown where b is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divide(Vector<double> a, Vector<double> b) =>
        Vector.ConditionalSelect(Vector.Equals(b, Vector<double>.Zero), NotANumber, a / b);

    /// <summary>Divides a column in place by a number that is not 0.</summary>
    public static void DivideBy(Span<double> column, double divisor)
    {
        var by = new Vector<double>(divisor);
        for (var i = 0; i < column.Length; i += Width)
        {
            Store(Load(column, i) / by, column, i);
        }
    }

    /// <summary>result = scaleA × a − scaleB × b.</summary>
    public static void Difference(double scaleA, ReadOnlySpan<double> a, double scaleB, ReadOnlySpan<double> b, Span<double> result)
    {
        var (sa, sb) = (new Vector<double>(scaleA), new Vector<double>(scaleB));
        for (var i = 0; i < result.Length; i += Width)
        {
            Store((sa * Load(a, i)) - (sb * Load(b, i)), result, i);
        }
    }

    /// <summary>result = scale × a / b, unknown where b is 0.</summary>
    public static void Ratio(double scale, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        var by = new Vector<double>(scale);
        for (var i = 0; i < result.Length; i += Width)
        {
            Store(Divide(by * Load(a, i), Load(b, i)), result, i);
        }
    }

    /// <summary>(high + low + close) / 3 of each bar.</summary>
    public static void TypicalPrice(in IndicatorTile run, Span<double> result)
    {
        var three = new Vector<double>(3.0);
        for (var i = 0; i < result.Length; i += Width)
        {
            Store((Load(run.High, i) + Load(run.Low, i) + Load(run.Close, i)) / three, result, i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> LoadPart(ReadOnlySpan<double> column)
    {
        Span<double> padded = stackalloc double[Width];
        padded.Clear();
        column.CopyTo(padded);
        return new Vector<double>(padded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector<double> values, Span<double> column)
    {
        Span<double> padded = stackalloc double[Width];
        values.CopyTo(padded);
        padded[..column.Length].CopyTo(column);
    }
}
