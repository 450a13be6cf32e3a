namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Wilder's running sum s = s − s / n + x, begun as the plain sum of the first n − 1 values, so that the n-th value is
/// the first result (the convention of TA-Lib's directional movement).
/// </summary>
internal sealed class WilderSum(int length)
{
    private readonly double _keep = (length - 1.0) / length;
    private double _sum;
    private int _seen;

    /// <summary>Bars before the first value.</summary>
    public int Lead => length - 1;

    /// <summary>Takes runs of three columns of the same length, each into its own sum, in place; answers how many leading values are not known yet (NaN).</summary>
    public static int Advance(WilderSum a, Span<double> valuesA, WilderSum b, Span<double> valuesB, WilderSum c, Span<double> valuesC)
    {
        var lead = a.Begin(valuesA);
        b.Begin(valuesB);
        c.Begin(valuesC);
        var (sumA, sumB, sumC, keep) = (a._sum, b._sum, c._sum, a._keep);
        valuesB = valuesB[..valuesA.Length];
        valuesC = valuesC[..valuesA.Length];
        for (var i = lead; i < valuesA.Length; i++)
        {
            sumA = (keep * sumA) + valuesA[i];
            valuesA[i] = sumA;
            sumB = (keep * sumB) + valuesB[i];
            valuesB[i] = sumB;
            sumC = (keep * sumC) + valuesC[i];
            valuesC[i] = sumC;
        }

        (a._sum, b._sum, c._sum) = (sumA, sumB, sumC);
        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => (_sum, _seen) = (0, 0);

    private int Begin(Span<double> values)
    {
        var i = 0;
        while (i < values.Length && _seen < Lead)
        {
            _sum += values[i];
            values[i++] = double.NaN;
            _seen++;
        }

        return i;
    }
}
