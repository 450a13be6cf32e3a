namespace Backtester.Core.Analysis;

/// <summary>
/// Random numbers as a function of (seed, stream, counter): SplitMix64 (Steele, Lea and Flood 2014) from a start that
/// is mixed of seed and stream. Path 7 of seed 42 has the same numbers whichever thread draws it, and in which order.
/// </summary>
public struct CounterRandom
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">Number of the path, trial or batch.</param>
    public CounterRandom(long seed, long stream)
    {
        // Mixed twice, so that neighbouring seeds and streams share no stretch of the sequence.
        _state = Mix(Mix((ulong)seed + Golden) + ((ulong)stream * 0xD134_2543_DE82_EF95));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1 (by multiplication; the bias is under bound/2⁶⁴).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>Normal with mean 0 and deviation 1, by inversion.</summary>
    public double NextNormal() => NormalDistribution.Inverse(((NextBits() >> 12) + 0.5) * (1.0 / (1UL << 52)));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
