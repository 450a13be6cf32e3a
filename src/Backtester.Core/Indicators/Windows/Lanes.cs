using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The bars from <paramref name="row"/> on, which must not be negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ReadOnlySpan<double> column, int row) =>
        row <= column.Length - Width ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(column), (nuint)row) : LoadPart(column, row);

    /// <summary>Writes the bars from <paramref name="row"/> on, which must not be negative, as far as there are any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> values, Span<double> column, int row)
    {
        if (row <= column.Length - Width)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(column), (nuint)row);
        }
        else
        {
            StorePart(values, column, row);
        }
    }

    /// <summary>The whole vectors of a column; a last, partial one is left to <see cref="Load"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<Vector<double>> Whole(ReadOnlySpan<double> column) => MemoryMarshal.Cast<double, Vector<double>>(column);

    /// <summary>The whole vectors of a column; a last, partial one is left to <see cref="Store"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<Vector<double>> Whole(Span<double> column) => MemoryMarshal.Cast<double, Vector<double>>(column);

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
        var whole = Whole(column);
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] /= by;
        }

        for (var i = whole.Length * Width; i < column.Length; i++)
        {
            column[i] /= divisor;
        }
    }

    /// <summary>result = scaleA × a − scaleB × b.</summary>
    public static void Difference(double scaleA, ReadOnlySpan<double> a, double scaleB, ReadOnlySpan<double> b, Span<double> result)
    {
        var (sa, sb) = (new Vector<double>(scaleA), new Vector<double>(scaleB));
        var whole = Whole(result);
        var wholeA = Whole(a)[..whole.Length];
        var wholeB = Whole(b)[..whole.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = (sa * wholeA[i]) - (sb * wholeB[i]);
        }

        for (var i = whole.Length * Width; i < result.Length; i++)
        {
            result[i] = (scaleA * a[i]) - (scaleB * b[i]);
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

    // The two below are inlined and call nothing: a call in the loop would push all vectors to the stack at every bar.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LoadPart(ReadOnlySpan<double> column, int row)
    {
        var padded = Vector<double>.Zero;
        ref var first = ref Unsafe.As<Vector<double>, double>(ref padded);
        for (var lane = 0; row + lane < column.Length; lane++)
        {
            Unsafe.Add(ref first, lane) = column[row + lane];
        }

        return padded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart(Vector<double> values, Span<double> column, int row)
    {
        ref var first = ref Unsafe.As<Vector<double>, double>(ref values);
        for (var lane = 0; row + lane < column.Length; lane++)
        {
            column[row + lane] = Unsafe.Add(ref first, lane);
        }
    }
}
