using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backtester.Data.Store.Format;

/// <summary>CRC-32C (Castagnoli), initial value and final XOR 0xFFFFFFFF, as in RFC 3720; "123456789" gives 0xE3069283.</summary>
public static class Crc32C
{
    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var words = bytes.Length / sizeof(ulong);
        for (var i = 0; i < words; i++)
        {
            crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i * sizeof(ulong))));
        }

        foreach (var rest in bytes[(words * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
