using Backtester.Data.Store.Encodings;

namespace Backtester.Data.Store.Format;

/// <summary>Collects encoded columns and writes them as one file that appears whole or not at all.</summary>
/// <param name="text">What the file holds, kept in its header.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="firstMs">Time of the first row.</param>
/// <param name="lastMs">Time of the last row.</param>
public sealed class ColumnFileWriter(IReadOnlyList<KeyValuePair<string, string>> text, long rows, long firstMs, long lastMs)
{
    private readonly List<(byte Column, ColumnEncoding Encoding, byte[] Bytes)> _columns = [];

    /// <summary>Adds a column's encoded values; they are padded with zeros to a multiple of 8 bytes.</summary>
    public void Add(byte column, ColumnEncoding encoding, byte[] bytes)
    {
        var padded = (bytes.Length + 7) & ~7;
        Array.Resize(ref bytes, padded);
        _columns.Add((column, encoding, bytes));
    }

    /// <summary>Writes everything to a file and waits until the disk has it. The name is not final: see <see cref="AtomicFile"/>.</summary>
    public void WriteTo(string path)
    {
        var blocks = new ColumnBlock[_columns.Count];
        long offset = new ColumnFileHeader(text, rows, firstMs, lastMs, blocks).Length;
        for (var i = 0; i < blocks.Length; i++)
        {
            var (column, encoding, bytes) = _columns[i];
            blocks[i] = new ColumnBlock(column, encoding, offset, bytes.Length, Crc32C.Of(bytes));
            offset += bytes.Length;
        }

        var header = new ColumnFileHeader(text, rows, firstMs, lastMs, blocks).ToBytes();
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, offset);
        var parts = new List<ReadOnlyMemory<byte>>(_columns.Count + 1) { header };
        parts.AddRange(_columns.Select(c => (ReadOnlyMemory<byte>)c.Bytes));
        RandomAccess.Write(file, parts, 0);
        RandomAccess.FlushToDisk(file);
    }
}
