using System.Buffers.Binary;
using System.Text;
using Backtester.Data.Store.Encodings;

namespace Backtester.Data.Store.Format;

/// <summary>
/// The first bytes of a column file, little-endian: magic (8), version (u16), number of text entries (u16),
/// header length (u32, a multiple of 8), file length (i64), rows (i64), first and last time (i64 each), number of
/// blocks (u32), CRC-32C of the header with this field zero (u32); the text entries (name and value, each u16
/// length and UTF-8); the blocks (column u8, encoding u8, 2 zero bytes, CRC-32C u32, offset i64, length i64); zeros.
/// Header and blocks follow one another without a gap, so that every byte of a file is under a checksum.
/// </summary>
/// <param name="Text">What the file holds: names and values, in the order written.</param>
/// <param name="Rows">Number of rows, the same for each column.</param>
/// <param name="FirstMs">Time of the first row, Unix ms.</param>
/// <param name="LastMs">Time of the last row, Unix ms.</param>
/// <param name="Blocks">The columns' blocks, in the order of the file.</param>
public sealed record ColumnFileHeader(
    IReadOnlyList<KeyValuePair<string, string>> Text, long Rows, long FirstMs, long LastMs, IReadOnlyList<ColumnBlock> Blocks)
{
    /// <summary>The version that this code writes and reads.</summary>
    public const int Version = 1;

    private const int FixedLength = 56;
    private const int ChecksumAt = 52;
    private const int BlockLength = 24;
    private const int LongestHeader = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "BTCOLUMN"u8;

    /// <summary>The value of a text entry; empty where there is none.</summary>
    public string TextOf(string name) => Text.FirstOrDefault(t => t.Key == name).Value ?? "";

    /// <summary>Bytes of this header; depends on the texts and the number of blocks alone.</summary>
    public int Length
    {
        get
        {
            var text = Text.Sum(t => 4 + Encoding.UTF8.GetByteCount(t.Key) + Encoding.UTF8.GetByteCount(t.Value));
            return (FixedLength + text + (Blocks.Count * BlockLength) + 7) & ~7;
        }
    }

    /// <summary>The header as it stands in the file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        var fileLength = Blocks.Count == 0 ? Length : Blocks[^1].Offset + Blocks[^1].Length;
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), checked((ushort)Text.Count));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), fileLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Rows);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), FirstMs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), LastMs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(48), Blocks.Count);
        var at = FixedLength;
        foreach (var (name, value) in Text)
        {
            at = WriteText(bytes, WriteText(bytes, at, name), value);
        }

        foreach (var block in Blocks)
        {
            bytes[at] = block.Column;
            bytes[at + 1] = (byte)block.Encoding;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), block.Checksum);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), block.Offset);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 16), block.Length);
            at += BlockLength;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes));
        return bytes;
    }

    /// <summary>How many bytes the header takes, told by its first 56 bytes.</summary>
    /// <exception cref="DamagedFileException">They are not the begin of such a header.</exception>
    public static int LengthOf(ReadOnlySpan<byte> start, string path)
    {
        if (start.Length < FixedLength || !start[..8].SequenceEqual(Magic))
        {
            throw new DamagedFileException(path, "header", "the file does not begin as a column file does");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (version != Version)
        {
            throw new DamagedFileException(path, "header", $"format version {version}, this program reads version {Version}");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(start[12..]);
        return length is >= FixedLength and <= LongestHeader && length % 8 == 0
            ? length
            : throw new DamagedFileException(path, "header", $"a header length of {length} bytes is not possible");
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="bytes">The file from its begin on, at least the whole header.</param>
    /// <param name="fileLength">Length of the file in bytes.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="DamagedFileException">The bytes are not a header as written.</exception>
    public static ColumnFileHeader Parse(ReadOnlySpan<byte> bytes, long fileLength, string path)
    {
        var length = LengthOf(bytes, path);
        if (length > bytes.Length)
        {
            throw new DamagedFileException(path, "header", $"{length} bytes long in a file of {fileLength} bytes");
        }

        var header = bytes[..length].ToArray();
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ChecksumAt));
        header.AsSpan(ChecksumAt, 4).Clear();
        if (Crc32C.Of(header) != checksum)
        {
            throw new DamagedFileException(path, "header", "its checksum does not match");
        }

        var written = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16));
        if (written != fileLength)
        {
            throw new DamagedFileException(path, "file", $"{fileLength} bytes long, {written} were written");
        }

        var at = FixedLength;
        var text = new KeyValuePair<string, string>[BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10))];
        for (var i = 0; i < text.Length; i++)
        {
            var name = ReadText(header, ref at);
            text[i] = new(name, ReadText(header, ref at));
        }

        var blocks = new ColumnBlock[BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(48))];
        for (var i = 0; i < blocks.Length; i++, at += BlockLength)
        {
            blocks[i] = new ColumnBlock(
                header[at],
                (ColumnEncoding)header[at + 1],
                BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(at + 8)),
                BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(at + 16)),
                BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at + 4)));
        }

        return new ColumnFileHeader(
            text,
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24)),
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32)),
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(40)),
            blocks);
    }

    private static int WriteText(Span<byte> bytes, int at, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, bytes[(at + 2)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], checked((ushort)length));
        return at + 2 + length;
    }

    private static string ReadText(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        var text = Encoding.UTF8.GetString(bytes.Slice(at + 2, length));
        at += 2 + length;
        return text;
    }
}
