using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backtester.Data.Store.Encodings;

/// <summary>
/// Rising times on a grid: time = origin + unit × (row + skipped), where `skipped` counts the empty grid places so far.
/// Block: origin (i64), unit (i64), then frames of 256 rows: width (u8), base (i64, the frame's first count), then
/// skipped − base in `width` bits a row, packed from the lowest bit on; eight zero bytes close the block.
/// A series without holes takes 9 bytes a frame.
/// </summary>
public static class TimeGrid
{
    private const int FrameLength = 256;
    private const int FrameHeader = 9;
    private const int BlockHeader = 16;
    private const int ReadAhead = 8;
    private const int WidestPacked = 56;

    /// <summary>Encodes times; false where they do not rise or do not lie on a grid of <paramref name="unitMs"/> from the first on.</summary>
    public static bool TryEncode(ReadOnlySpan<long> times, long unitMs, out byte[] bytes)
    {
        bytes = [];
        if (times.IsEmpty || unitMs <= 0)
        {
            return false;
        }

        var frames = (times.Length + FrameLength - 1) / FrameLength;
        var target = new byte[BlockHeader + (times.Length * sizeof(long)) + (frames * FrameHeader) + ReadAhead];
        BinaryPrimitives.WriteInt64LittleEndian(target, times[0]);
        BinaryPrimitives.WriteInt64LittleEndian(target.AsSpan(8), unitMs);
        Span<long> skipped = stackalloc long[FrameLength];
        var at = BlockHeader;
        long before = 0;
        for (var start = 0; start < times.Length; start += FrameLength)
        {
            var count = Math.Min(FrameLength, times.Length - start);
            for (var i = 0; i < count; i++)
            {
                var (place, rest) = Math.DivRem(times[start + i] - times[0], unitMs);
                skipped[i] = place - (start + i);
                if (rest != 0 || skipped[i] < before)
                {
                    return false;
                }

                before = skipped[i];
            }

            var width = 64 - (int)ulong.LeadingZeroCount((ulong)(skipped[count - 1] - skipped[0]));
            if (width > WidestPacked)
            {
                return false;
            }

            target[at] = (byte)width;
            BinaryPrimitives.WriteInt64LittleEndian(target.AsSpan(at + 1), skipped[0]);
            for (var i = 0; i < count && width > 0; i++)
            {
                var bit = i * width;
                var place = target.AsSpan(at + FrameHeader + (bit >> 3));
                var word = BinaryPrimitives.ReadUInt64LittleEndian(place) | ((ulong)(skipped[i] - skipped[0]) << (bit & 7));
                BinaryPrimitives.WriteUInt64LittleEndian(place, word);
            }

            at += FrameHeader + (((count * width) + 7) / 8);
        }

        bytes = target[..(at + ReadAhead)];
        return true;
    }

    /// <summary>Decodes a block into <paramref name="times"/>, whose length is the number of rows.</summary>
    /// <exception cref="InvalidDataException">The block is shorter than its frames say.</exception>
    public static void Decode(ReadOnlySpan<byte> block, Span<long> times)
    {
        if (block.Length < BlockHeader)
        {
            throw new InvalidDataException("a time column ends before its first value");
        }

        var origin = BinaryPrimitives.ReadInt64LittleEndian(block);
        var unit = BinaryPrimitives.ReadInt64LittleEndian(block[8..]);
        block = block[BlockHeader..];
        for (var start = 0; start < times.Length; start += FrameLength)
        {
            var frame = times.Slice(start, Math.Min(FrameLength, times.Length - start));
            var width = block.Length < FrameHeader + ReadAhead ? byte.MaxValue : block[0];
            var length = width > WidestPacked ? int.MaxValue : ((frame.Length * width) + 7) / 8;
            if (length > block.Length - FrameHeader - ReadAhead)
            {
                throw new InvalidDataException("a time column ends before its last value");
            }

            var first = origin + (unit * (start + BinaryPrimitives.ReadInt64LittleEndian(block[1..])));
            ref var source = ref MemoryMarshal.GetReference(block.Slice(FrameHeader, length + ReadAhead));
            var mask = (1UL << width) - 1;
            for (var i = 0; i < frame.Length; i++)
            {
                var bit = i * width;
                var word = width == 0 ? 0 : Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, bit >> 3));
                frame[i] = first + (unit * (i + (long)((word >> (bit & 7)) & mask)));
            }

            block = block[(FrameHeader + length)..];
        }
    }
}
