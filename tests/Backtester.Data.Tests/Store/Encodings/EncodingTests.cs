using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Backtester.Data.Store.Encodings;
using Xunit;

namespace Backtester.Data.Tests.Store.Encodings;

public sealed class EncodingTests
{
    [Fact]
    public void PackedDecimals_random_values_come_back_bit_for_bit_from_both_kernels()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var values = Values(seed);
            var block = PackedDecimals.Encode(values);
            foreach (var vectorized in Avx2.IsSupported ? new[] { false, true } : [false])
            {
                var back = new double[values.Length];
                PackedDecimals.Decode(block, back, vectorized);
                Assert.True(Bits(values).SequenceEqual(Bits(back)), $"seed {seed}, vectorized {vectorized}");
            }
        }
    }

    [Fact]
    public void PackedDecimals_prices_with_two_places_take_their_range_in_bits()
    {
        // 256 prices from 40000.00 to 40002.55 span 255 ticks: 8 bits each, plus 10 bytes of frame and 8 at the end.
        var values = Enumerable.Range(0, 256).Select(i => (4_000_000 + i) / 100.0).ToArray();
        Assert.Equal(256 + 10 + 8, PackedDecimals.Encode(values).Length);
    }

    [Fact]
    public void PackedDecimals_cut_block_is_refused()
    {
        var values = Values(1).Concat(Enumerable.Repeat(1.5, 600)).ToArray();
        var block = PackedDecimals.Encode(values);
        Assert.Throws<InvalidDataException>(() => PackedDecimals.Decode(block.AsSpan(0, block.Length - 100), new double[values.Length]));
        Assert.Throws<InvalidDataException>(() => PackedDecimals.Decode([], new double[1]));
    }

    [Fact]
    public void TimeGrid_random_times_with_holes_come_back()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var times = new long[random.Next(1, 2000)];
            var time = random.NextInt64(4_000_000_000_000) - 1_000_000_000_000;
            for (var i = 0; i < times.Length; i++)
            {
                times[i] = time;
                time += 60_000 * (random.Next(10) == 0 ? random.NextInt64(1, 1L << random.Next(1, 30)) : 1);
            }

            Assert.True(TimeGrid.TryEncode(times, 60_000, out var block), $"seed {seed}");
            var back = new long[times.Length];
            TimeGrid.Decode(block, back);
            Assert.True(times.SequenceEqual(back), $"seed {seed}");
        }
    }

    [Fact]
    public void TimeGrid_times_off_the_grid_or_falling_are_not_taken()
    {
        Assert.False(TimeGrid.TryEncode([0, 60_000, 120_001], 60_000, out _));
        Assert.False(TimeGrid.TryEncode([0, 60_000, 60_000], 60_000, out _));
        Assert.False(TimeGrid.TryEncode([60_000, 0], 60_000, out _));
        Assert.False(TimeGrid.TryEncode([], 60_000, out _));
    }

    [Fact]
    public void ShuffledXor_any_bits_come_back()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var values = Bits(Values(seed)).ToArray();
            var back = new ulong[values.Length];
            ShuffledXor.Decode(ShuffledXor.Encode(values), back);
            Assert.True(values.SequenceEqual(back), $"seed {seed}");
        }
    }

    private static ReadOnlySpan<ulong> Bits(double[] values) => MemoryMarshal.Cast<double, ulong>(values);

    private static double[] Values(int seed)
    {
        var random = new Random(seed);
        var values = new double[random.Next(1, 1500)];
        var level = Math.Pow(10, random.Next(-4, 9));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (seed % 4, random.Next(200)) switch
            {
                (1, 0) => double.NaN,
                (1, 1) => -1.25,
                (1, 2) => -0.0,
                (1, 3) => double.PositiveInfinity,
                (1, 4) => 5e300,
                (2, _) => random.NextDouble(),
                (3, _) => random.Next(3),
                _ => Math.Round(random.NextDouble() * level, random.Next(0, 1 + (seed % 9))),
            };
        }

        return values;
    }
}
