namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// Natural logarithm and exponential from + − × ÷ alone, in a fixed order: the same bits on every machine, which the
/// platform's own functions do not promise. Errors stay below two units in the last place.
/// </summary>
internal static class Elementary
{
    /// <summary>ln 2 with its last 32 bits zero, so that a whole multiple of it is exact; and what is missing.</summary>
    private const double Ln2High = 0.69314718036912381649017333984375;
    private const double Ln2Low = 1.9082149292705877000e-10;

    /// <summary>ln x; unknown for x ≤ 0 and for infinity.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return double.NaN;
        }

        // x = m · 2^e with m in [√½, √2); ln m = 2 artanh s with s = (m − 1)/(m + 1), |s| < 0.1716.
        var e = Math.ILogB(x);
        var m = Math.ScaleB(x, -e);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            e++;
        }

        var f = m - 1;
        var s = f / (m + 1);
        var z = s * s;
        var tail = 0.0;
        for (var k = 23; k >= 3; k -= 2)
        {
            tail = (tail * z) + (1.0 / k);
        }

        // 2s = f − s·f exactly in real numbers: f carries the leading digits without error.
        return (e * Ln2High) + (f - ((s * f) - ((2 * s * z * tail) + (e * Ln2Low))));
    }

    /// <summary>e^x; 0 below −745, unknown where the result would be infinite.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x) || x > 709.782712893384)
        {
            return double.NaN;
        }

        if (x < -745.2)
        {
            return 0;
        }

        // x = k ln 2 + r with |r| ≤ 0.3466; e^r by its series, whose 18th term is below 1e-24.
        var k = Math.Floor((x * 1.4426950408889634) + 0.5);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var lost = (high - r) - low;
        var tail = 0.0;
        for (var n = 17; n >= 2; n--)
        {
            tail = (tail + 1) * r / n;
        }

        // tail = r/2 + r²/6 + …; e^r = 1 + r + r·tail.
        var value = 1 + (r + ((r * tail) + lost));
        return Math.ScaleB(value, (int)k);
    }
}
