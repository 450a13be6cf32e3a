namespace Backtester.Core.Analysis;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>From here on the tail's continued fraction converges well; below, the series does.</summary>
    private const double TailStart = 1.5;

    /// <summary>exp(−x²/2)/√(2π).</summary>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// P(X ≤ x), absolute error about 1e-15; the lower tail keeps its relative accuracy. Series
    /// ½ + φ(x)·(x + x³/3 + x⁵/15 + …) (Marsaglia 2004), beyond 1.5 the continued fraction φ(x)/(x + 1/(x + 2/(x + …))) (Laplace).
    /// </summary>
    public static double Cdf(double x) => CdfFrom(x, Density(x));

    /// <summary>The same for a caller who has the density at x already.</summary>
    internal static double CdfFrom(double x, double density)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        if (Math.Abs(x) < TailStart)
        {
            var (sum, term, divisor) = (x, x, 1.0);
            for (var before = double.NaN; sum != before;)
            {
                before = sum;
                divisor += 2;
                term *= x * x / divisor;
                sum += term;
            }

            return 0.5 + (sum * density);
        }

        return x < 0 ? Tail(-x, density) : 1 - Tail(x, density);
    }

    /// <summary>
    /// x with P(X ≤ x) = p; −∞ at 0, +∞ at 1, NaN outside. Acklam's rational start, two steps of Halley's rule on
    /// <see cref="Cdf"/>, so that the accuracy is that of the distribution itself.
    /// </summary>
    public static double Inverse(double p)
    {
        switch (p)
        {
            case 0: return double.NegativeInfinity;
            case 1: return double.PositiveInfinity;
            case > 0 and < 1: break;
            default: return double.NaN;
        }

        // The lower half alone, where Cdf keeps relative accuracy; 1 − p is exact from ½ on.
        if (p > 0.5)
        {
            return -Inverse(1 - p);
        }

        var x = Start(p);
        for (var step = 0; step < 2; step++)
        {
            var u = (Cdf(x) - p) / Density(x);
            x -= u / (1 + (x * u / 2));
        }

        return x;
    }

    private static double Tail(double x, double density)
    {
        // So many terms leave an error under 1e-17 from 1.5 on; the fewer, the farther out.
        var fraction = x;
        for (var k = 24 + (int)(450 / (x * x)); k >= 1; k--)
        {
            fraction = x + (k / fraction);
        }

        return density / fraction;
    }

    /// <summary>Acklam's approximation of the lower half, relative error under 1.2e-9.</summary>
    private static double Start(double p)
    {
        if (p < 0.02425)
        {
            var t = Math.Sqrt(-2 * Math.Log(p));
            return Polynomial(t, [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783])
                / Polynomial(t, [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661742416, 1]);
        }

        var q = p - 0.5;
        var r = q * q;
        return q * Polynomial(r, [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239])
            / Polynomial(r, [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1]);
    }

    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        var value = 0.0;
        foreach (var c in coefficients)
        {
            value = (value * x) + c;
        }

        return value;
    }
}
