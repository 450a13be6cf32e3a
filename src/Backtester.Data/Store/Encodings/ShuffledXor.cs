using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Backtester.Data.Store.Encodings;

/// <summary>
/// 64-bit values that change little from row to row but are no short decimals (equity, cash): each is XORed with the
/// one before, the bytes are laid out plane by plane (all first bytes, all second bytes, …) and deflated.
/// </summary>
public static class ShuffledXor
{
    /// <summary>Encodes values.</summary>
    public static byte[] Encode(ReadOnlySpan<ulong> values)
    {
        var planes = new byte[values.Length * sizeof(ulong)];
        ulong before = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var changed = values[i] ^ before;
            before = values[i];
            for (var plane = 0; plane < sizeof(ulong); plane++)
            {
                planes[(plane * values.Length) + i] = (byte)(changed >> (8 * plane));
            }
        }

        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.Fastest))
        {
            deflate.Write(planes);
        }

        return target.ToArray();
    }

    /// <summary>Decodes a block into <paramref name="values"/>, whose length is the number of rows.</summary>
    /// <exception cref="InvalidDataException">The block holds fewer values.</exception>
    public static void Decode(ReadOnlySpan<byte> block, Span<ulong> values)
    {
        var planes = new byte[values.Length * sizeof(ulong)];
        using (var deflate = new DeflateStream(new MemoryStream(block.ToArray()), CompressionMode.Decompress))
        {
            if (deflate.ReadAtLeast(planes, planes.Length, throwOnEndOfStream: false) != planes.Length)
            {
                throw new InvalidDataException("a compressed column ends before its last value");
            }
        }

        ulong before = 0;
        for (var i = 0; i < values.Length; i++)
        {
            ulong changed = 0;
            for (var plane = 0; plane < sizeof(ulong); plane++)
            {
                changed |= (ulong)planes[(plane * values.Length) + i] << (8 * plane);
            }

            before ^= changed;
            values[i] = before;
        }
    }

    /// <summary>The bits of doubles.</summary>
    public static ReadOnlySpan<ulong> BitsOf(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, ulong>(values);
}
