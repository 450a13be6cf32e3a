using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store.Journal;

/// <summary>
/// One page of candles as it lies in a journal, little-endian: mark (u32), length of the whole record in bytes (u32, a
/// multiple of 8), CRC-32C of the record with this field zero (u32), rows (i32), mask of columns (u16, bit n for
/// column n), length of the origin (u16), 4 zero bytes, the origin in UTF-8 padded with zeros to a multiple of 8, the open
/// times (i64), then each column of the mask (f64). Columns are raw: a page is short-lived, and it is written before the
/// next one is fetched.
/// </summary>
/// <param name="Origin">Where the candles come from.</param>
/// <param name="Candles">The candles, in rising order of time.</param>
internal sealed record JournalPage(string Origin, CandleSeries Candles)
{
    /// <summary>What every record begins with: "PAGE".</summary>
    public const uint Mark = 0x45474150;

    private const int FixedLength = 24;
    private const int ChecksumAt = 8;

    /// <summary>The record of a page.</summary>
    public static byte[] Encode(CandleSeries candles, string origin)
    {
        var originBytes = Encoding.UTF8.GetBytes(origin);
        var columns = CandleColumns.Values
            .Where(c => !c.IsOptional() || CandleBuffer.IsKnown(CandleColumns.Of(candles, c)))
            .ToArray();
        var at = FixedLength + ((originBytes.Length + 7) & ~7);
        var record = new byte[checked(at + (candles.Count * sizeof(double) * (columns.Length + 1)))];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), candles.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(16), (ushort)columns.Sum(c => 1 << (int)c));
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(18), checked((ushort)originBytes.Length));
        originBytes.CopyTo(record, FixedLength);
        Append(MemoryMarshal.AsBytes(candles.OpenTimeMs));
        foreach (var column in columns)
        {
            Append(MemoryMarshal.AsBytes(CandleColumns.Of(candles, column)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(ChecksumAt), Crc32C.Of(record));
        return record;

        void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(record.AsSpan(at));
            at += bytes.Length;
        }
    }

    /// <summary>Reads the record that begins at the first byte; null where none stands there whole and as written.</summary>
    /// <param name="bytes">The rest of the journal.</param>
    /// <param name="key">The series that the journal belongs to.</param>
    /// <param name="length">Bytes of the record.</param>
    public static JournalPage? TryDecode(ReadOnlySpan<byte> bytes, SeriesKey key, out int length)
    {
        length = 0;
        if (bytes.Length < FixedLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Mark)
        {
            return null;
        }

        var stated = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (stated < FixedLength || stated > bytes.Length || stated % 8 != 0)
        {
            return null;
        }

        var record = bytes[..stated].ToArray();
        record.AsSpan(ChecksumAt, 4).Clear();
        if (Crc32C.Of(record) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]))
        {
            return null;
        }

        length = stated;
        return Decode(record, key);
    }

    private static JournalPage Decode(byte[] record, SeriesKey key)
    {
        var rows = BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(12));
        var mask = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(16));
        var originLength = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(18));
        var at = FixedLength + ((originLength + 7) & ~7);
        var times = Next<long>();
        var columns = CandleColumns.Values.Select(c => (mask & (1 << (int)c)) == 0 ? null : Next<double>()).ToArray();
        var candles = new CandleSeries(
            key, times, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7]);
        return new JournalPage(Encoding.UTF8.GetString(record, FixedLength, originLength), candles);

        T[] Next<T>()
            where T : unmanaged
        {
            var values = MemoryMarshal.Cast<byte, T>(record.AsSpan(at, rows * sizeof(long))).ToArray();
            at += rows * sizeof(long);
            return values;
        }
    }
}
