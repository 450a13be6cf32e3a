namespace Backtester.Core.Market;

/// <summary>
/// Exponential and logarithm from + − × ÷ alone, so that they give the same bits on every machine (the C library behind
/// <see cref="Math"/> does not promise it). Within 2 ulp of the true value.
/// </summary>
public static class PortableMath
{
    // ln 2 in two parts; the first has 33 significant bits, so that its product with an exponent is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.4426950408889634074;

    /// <summary>Natural logarithm: NaN below 0, −∞ at 0, +∞ at +∞.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : double.IsPositiveInfinity(x) ? x : double.NaN;
        }

        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54 makes it normal
            exponent = -54;
        }

        // x = 2^exponent · (1 + f) with 1 + f from √½ to √2
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // ln(1 + f) = 2·atanh(s) with s = f / (2 + f), and 2s = f − s·f = f − f²/2 + s·f²/2: the leading f is exact.
        var f = mantissa - 1.0;
        var s = f / (2.0 + f);
        var z = s * s;
        var tail = 0.0;
        for (var n = 23; n >= 3; n -= 2)
        {
            tail = z * ((2.0 / n) + tail);
        }

        var halfSquare = 0.5 * f * f;
        return (exponent * Ln2High) - (halfSquare - ((s * (halfSquare + tail)) + (exponent * Ln2Low)) - f);
    }

    /// <summary>e to the power x: 0 below −746, +∞ above 709.79.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x) || x > 709.782712893384 || x < -745.1332191019412)
        {
            return double.IsNaN(x) ? x : x > 0 ? double.PositiveInfinity : 0.0;
        }

        // x = k·ln 2 + r with |r| ≤ ln 2 / 2, r in two parts
        var k = Math.Floor((x * InverseLn2) + 0.5);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var lost = high - r - low;

        // e^r = 1 + r + r²·(1/2 + r/6 + …), 14 terms: the first left out is under 2e-18
        var series = 1.0 / 87178291200.0;
        ReadOnlySpan<double> factorials = [6227020800.0, 479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0, 720.0, 120.0, 24.0, 6.0, 2.0];
        foreach (var factorial in factorials)
        {
            series = (series * r) + (1.0 / factorial);
        }

        var value = 1.0 + (r + ((r * r * series) + lost));
        var half = (int)k / 2;
        return value * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
