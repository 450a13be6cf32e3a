using Backtester.Core.Market;

namespace Backtester.Core.Analysis;

/// <summary>
/// Random numbers as a function of (seed, stream, counter): SplitMix64 (Steele, Lea and Flood 2014) from a start that
/// is mixed of seed and stream. Path 7 of seed 42 has the same numbers whichever thread draws it, and in which order.
/// </summary>
public struct CounterRandom
{
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">Number of the path, trial or batch.</param>
    public CounterRandom(long seed, long stream)
    {
        _state = StartOf(seed, stream);
    }

    /// <summary>The state before the first number; number k (from 1) is the mixture of it and k golden steps.</summary>
    internal static ulong StartOf(long seed, long stream) =>

        // Mixed twice, so that neighbouring seeds and streams share no stretch of the sequence.
        SplitMix64.Mix(SplitMix64.Mix((ulong)seed + SplitMix64.Golden) + ((ulong)stream * 0xD134_2543_DE82_EF95));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => SplitMix64.Mix(_state += SplitMix64.Golden);

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => SplitMix64.Unit(NextBits());

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1 (by multiplication; the bias is under bound/2⁶⁴).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>Normal with mean 0 and deviation 1, by inversion.</summary>
    public double NextNormal() => NormalDistribution.Inverse(((NextBits() >> 12) + 0.5) * (1.0 / (1UL << 52)));
}
