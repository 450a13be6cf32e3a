namespace Backtester.Data.SampleMarket;

/// <summary>
/// Numbers of the sample market, the same on every machine: only + − × ÷, roundings and integers, no library
/// function whose last bit is up to the platform. A draw depends on its stream and its counter alone.
/// </summary>
internal static class SampleNumbers
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;

    /// <summary>64 random bits of (stream, counter): the finalizer of SplitMix64, applied twice.</summary>
    public static ulong Bits(ulong stream, long counter) =>
        Mix(Mix(stream + 0x9E37_79B9_7F4A_7C15UL) + ((ulong)counter * 0x9E37_79B9_7F4A_7C15UL));

    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(ulong stream, long counter) => (Bits(stream, counter) >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Mean 0, deviation 1, bell-shaped within ±3.46: the sum of four 16-bit uniforms, whose deviation is √(4/12).
    /// Fat tails come from the regimes, not from here.
    /// </summary>
    public static double Bell(ulong stream, long counter) => Bell(Bits(stream, counter));

    /// <summary>The same from bits drawn already.</summary>
    public static double Bell(ulong bits)
    {
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum - 131070.0) * (1.7320508075688772 / 65536.0);
    }

    /// <summary>
    /// e^x for |x| below 700, to about 1e-15: x = k·ln 2 + r with |r| ≤ ln 2 / 2, the series of e^r to the 13th
    /// power, then k added to the exponent.
    /// </summary>
    public static double Exp(double x)
    {
        var k = Math.Floor((x * InverseLn2) + 0.5);
        var r = x - (k * Ln2High) - (k * Ln2Low);
        var sum = 1.0;
        for (var n = 13; n >= 1; n--)
        {
            sum = 1.0 + (r * sum / n);
        }

        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) + ((long)k << 52));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
