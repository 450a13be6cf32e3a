namespace Backtester.Core.Market;

/// <summary>The mixing function of SplitMix64 (Steele, Lea and Flood 2014): every input bit changes about half of the output bits.</summary>
internal static class SplitMix64
{
    /// <summary>2⁶⁴ divided by the golden ratio: the step between the states of neighbouring numbers.</summary>
    public const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Mixes 64 bits; a bijection.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>The upper 53 bits as a number in [0, 1).</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
