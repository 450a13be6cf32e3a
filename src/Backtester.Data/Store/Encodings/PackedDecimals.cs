using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backtester.Data.Store.Encodings;

/// <summary>
/// Doubles that came from decimal text, as integers: v = m / 10^scale, which division rounds to the same double that
/// parsing the text gives. Frames of 256 values, each: scale (u8), width (u8), base (i64, the smallest m), then
/// m − base in `width` bits a value, packed from the lowest bit on. A frame with a value that is no such decimal (or
/// NaN, negative, 2^52 and above) is kept as 8 bytes a value, with width 64. Eight zero bytes close the block,
/// because a value is read as 8 bytes wherever it starts. Lossless: what does not come back bit for bit is not packed.
/// </summary>
public static class PackedDecimals
{
    /// <summary>Values in a frame; the last one may hold fewer.</summary>
    public const int FrameLength = 256;

    private const int FrameHeader = 10;
    private const int RawWidth = 64;
    private const int WidestPacked = 56;
    private const int DeepestScale = 12;
    private const int ReadAhead = 8;
    private const long FirstTooLarge = 1L << 52;
    private const ulong ExponentOf2Pow52 = 0x4330_0000_0000_0000;
    private const double TwoPow52 = 1L << 52;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    /// <summary>Encodes values; at most 8 bytes a value and 10 a frame.</summary>
    public static byte[] Encode(ReadOnlySpan<double> values)
    {
        var frames = (values.Length + FrameLength - 1) / FrameLength;
        var bytes = new byte[(values.Length * sizeof(double)) + (frames * FrameHeader) + ReadAhead];
        Span<long> mantissas = stackalloc long[FrameLength];
        var at = 0;
        for (var start = 0; start < values.Length; start += FrameLength)
        {
            var frame = values.Slice(start, Math.Min(FrameLength, values.Length - start));
            at += EncodeFrame(frame, mantissas[..frame.Length], bytes.AsSpan(at));
        }

        Array.Resize(ref bytes, at + ReadAhead);
        return bytes;
    }

    /// <summary>Decodes a block into <paramref name="values"/>, whose length is the number of rows.</summary>
    /// <exception cref="InvalidDataException">The block is shorter than its frames say.</exception>
    public static void Decode(ReadOnlySpan<byte> block, Span<double> values) => Decode(block, values, Avx2.IsSupported);

    /// <summary>The same with the choice of the kernel; both give the same bits.</summary>
    internal static void Decode(ReadOnlySpan<byte> block, Span<double> values, bool vectorized)
    {
        while (!values.IsEmpty)
        {
            var frame = values[..Math.Min(FrameLength, values.Length)];
            values = values[frame.Length..];
            var width = block.Length < FrameHeader + ReadAhead ? byte.MaxValue : block[1];
            var length = width > RawWidth ? int.MaxValue : ((frame.Length * width) + 7) / 8;
            if (length > block.Length - FrameHeader - ReadAhead || block[0] > DeepestScale)
            {
                throw new InvalidDataException("a packed column ends before its last value");
            }

            var packed = block.Slice(FrameHeader, length + ReadAhead);
            if (width == RawWidth)
            {
                MemoryMarshal.Cast<byte, double>(packed[..length]).CopyTo(frame);
            }
            else
            {
                var smallest = BinaryPrimitives.ReadInt64LittleEndian(block[2..]);
                DecodeFrame(packed, width, smallest, PowersOfTen[block[0]], frame, vectorized);
            }

            block = block[(FrameHeader + length)..];
        }
    }

    private static void DecodeFrame(ReadOnlySpan<byte> packed, int width, long smallest, double power, Span<double> values, bool vectorized)
    {
        if (width == 0)
        {
            values.Fill(smallest / power);
            return;
        }

        var done = vectorized ? DecodeEights(packed, width, smallest, power, values) : 0;
        ref var source = ref MemoryMarshal.GetReference(packed);
        var mask = (1UL << width) - 1;
        for (var i = done; i < values.Length; i++)
        {
            var bit = i * width;
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, bit >> 3));
            values[i] = (smallest + (long)((word >> (bit & 7)) & mask)) / power;
        }
    }

    /// <summary>Eight values take `width` bytes, so the offsets within eight are the same for all.</summary>
    private static int DecodeEights(ReadOnlySpan<byte> packed, int width, long smallest, double power, Span<double> values)
    {
        var count = values.Length & ~7;
        ref var source = ref MemoryMarshal.GetReference(packed);
        ref var target = ref MemoryMarshal.GetReference(values);
        var shiftsLow = Vector256.Create(0UL, (ulong)width & 7, (ulong)(2 * width) & 7, (ulong)(3 * width) & 7);
        var shiftsHigh = Vector256.Create((ulong)(4 * width) & 7, (ulong)(5 * width) & 7, (ulong)(6 * width) & 7, (ulong)(7 * width) & 7);
        var mask = Vector256.Create((1UL << width) - 1);
        var first = Vector256.Create((ulong)smallest);
        var divisor = Vector256.Create(power);
        int o1 = width >> 3, o2 = (2 * width) >> 3, o3 = (3 * width) >> 3, o4 = (4 * width) >> 3;
        int o5 = (5 * width) >> 3, o6 = (6 * width) >> 3, o7 = (7 * width) >> 3;
        for (var i = 0; i < count; i += 8)
        {
            var low = Vector256.Create(Word(ref source, 0), Word(ref source, o1), Word(ref source, o2), Word(ref source, o3));
            var high = Vector256.Create(Word(ref source, o4), Word(ref source, o5), Word(ref source, o6), Word(ref source, o7));
            ToDouble((Avx2.ShiftRightLogicalVariable(low, shiftsLow) & mask) + first, divisor).StoreUnsafe(ref Unsafe.Add(ref target, i));
            ToDouble((Avx2.ShiftRightLogicalVariable(high, shiftsHigh) & mask) + first, divisor).StoreUnsafe(ref Unsafe.Add(ref target, i + 4));
            source = ref Unsafe.Add(ref source, width);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte source, int offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, offset));

    /// <summary>An integer below 2^52 set as the fraction of 2^52 is 2^52 + integer, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<ulong> integers, Vector256<double> divisor) =>
        ((integers | Vector256.Create(ExponentOf2Pow52)).AsDouble() - Vector256.Create(TwoPow52)) / divisor;

    private static int EncodeFrame(ReadOnlySpan<double> values, Span<long> mantissas, Span<byte> target)
    {
        var scale = ScaleOf(values, mantissas);
        var (smallest, largest) = (long.MaxValue, long.MinValue);
        foreach (var mantissa in mantissas)
        {
            (smallest, largest) = (Math.Min(smallest, mantissa), Math.Max(largest, mantissa));
        }

        var width = scale < 0 ? RawWidth : 64 - (int)ulong.LeadingZeroCount((ulong)(largest - smallest));
        if (width > WidestPacked)
        {
            target[0] = 0;
            target[1] = RawWidth;
            MemoryMarshal.AsBytes(values).CopyTo(target[FrameHeader..]);
            return FrameHeader + (values.Length * sizeof(double));
        }

        target[0] = (byte)scale;
        target[1] = (byte)width;
        BinaryPrimitives.WriteInt64LittleEndian(target[2..], smallest);
        var packed = target[FrameHeader..];
        for (var i = 0; i < mantissas.Length && width > 0; i++)
        {
            var bit = i * width;
            var place = packed[(bit >> 3)..];
            var word = BinaryPrimitives.ReadUInt64LittleEndian(place) | ((ulong)(mantissas[i] - smallest) << (bit & 7));
            BinaryPrimitives.WriteUInt64LittleEndian(place, word);
        }

        return FrameHeader + (((mantissas.Length * width) + 7) / 8);
    }

    /// <summary>The smallest scale at which every value comes back, with the integers; −1 where there is none.</summary>
    private static int ScaleOf(ReadOnlySpan<double> values, Span<long> mantissas)
    {
        var scale = 0;
        foreach (var value in values)
        {
            while (!TryScale(value, PowersOfTen[scale], out _))
            {
                if (++scale > DeepestScale)
                {
                    return -1;
                }
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!TryScale(values[i], PowersOfTen[scale], out mantissas[i]))
            {
                return -1;
            }
        }

        return scale;
    }

    private static bool TryScale(double value, double power, out long mantissa)
    {
        var rounded = Math.Round(value * power);
        if (!(rounded >= 0 && rounded < FirstTooLarge))
        {
            mantissa = 0;
            return false;
        }

        mantissa = (long)rounded;
        return BitConverter.DoubleToInt64Bits(mantissa / power) == BitConverter.DoubleToInt64Bits(value);
    }
}
