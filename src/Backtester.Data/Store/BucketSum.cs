using System.Globalization;

namespace Backtester.Data.Store;

/// <summary>
/// Sums of the volumes of a bucket. Volumes are decimals with few digits (lots), and an exchange adds them as such:
/// where every value is a decimal of up to 12 places, the sum is taken over integers and rounded to a double once, so
/// it equals the text that the exchange gives for the larger candle. Other values are added in order of time.
/// The result depends on the values alone.
/// </summary>
internal static class BucketSum
{
    private const int DeepestScale = 12;
    private const double FirstInexact = 1L << 53;
    private const long LargestSum = 1L << 62;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    /// <summary>The sum of values; NaN where one is unknown.</summary>
    /// <param name="values">Values ≥ 0.</param>
    /// <param name="hint">A number of places worth trying first; becomes the number that served. Speeds up, changes nothing.</param>
    public static double Of(ReadOnlySpan<double> values, ref int hint)
    {
        if (TrySum(values, hint, out var sum, out var exact) && exact)
        {
            return sum;
        }

        for (var scale = 0; scale <= DeepestScale; scale++)
        {
            if (TrySum(values, scale, out sum, out _))
            {
                hint = scale;
                return sum;
            }
        }

        sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>`exact` is false where the integer is too large for one division; the smallest scale then decides.</summary>
    private static bool TrySum(ReadOnlySpan<double> values, int scale, out double sum, out bool exact)
    {
        var power = PowersOfTen[scale];
        long total = 0;
        (sum, exact) = (0, false);
        foreach (var value in values)
        {
            var rounded = Math.Round(value * power);
            if (!(Math.Abs(rounded) < FirstInexact) || rounded / power != value || total > LargestSum)
            {
                return false;
            }

            total += (long)rounded;
        }

        exact = Math.Abs(total) < FirstInexact;
        sum = exact ? total / power : double.Parse($"{total}e-{scale}", CultureInfo.InvariantCulture);
        return true;
    }
}
