using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Backtester.Core.Orders;

namespace Backtester.Core.Runs;

/// <summary>What a run gave, as one hash: the same on every machine for the same plan.</summary>
public static class ResultHash
{
    private const int FillBytes = 48;

    /// <summary>SHA-256 (hex) over all fills and each bar's equity, little-endian.</summary>
    public static string Of(IReadOnlyList<Fill> fills, ReadOnlySpan<double> equity)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[FillBytes];
        foreach (var fill in fills)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, fill.Symbol);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], fill.Bar);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], fill.TimeMs);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], fill.Quantity);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[24..], fill.Price);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[32..], fill.Fee);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[40..], fill.Slippage);
            hash.AppendData(bytes);
        }

        hash.AppendData(MemoryMarshal.AsBytes(equity));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
