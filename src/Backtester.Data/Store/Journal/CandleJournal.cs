using System.Buffers.Binary;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store.Journal;

/// <summary>
/// The journal of one series: pages of candles one after the other, each under its own checksum and on disk before
/// <see cref="Append"/> returns, until they are folded into month files. File: magic (8), generation (16), CRC-32C of
/// the header with this field zero (u32), header length (u32, a multiple of 8), length of the series' name (u16), the
/// name in UTF-8, zeros; then records as <see cref="JournalPage"/> states. Only the holder of the series' lock writes.
/// </summary>
internal sealed class CandleJournal
{
    private const int FixedLength = 34;
    private const int ChecksumAt = 24;

    private readonly SeriesKey _key;
    private readonly string _path;

    /// <summary>The journal of a series at a path, whether it exists or not.</summary>
    public CandleJournal(SeriesKey key, string path) => (_key, _path) = (key, path);

    private static ReadOnlySpan<byte> Magic => "BTJOURN1"u8;

    /// <summary>True where there is a journal file.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>Adds a page behind the last one. The journal must be whole: see <see cref="JournalContent.IsWhole"/>.</summary>
    /// <returns>Length of the journal with the page.</returns>
    public long Append(CandleSeries candles, string origin)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var end = RandomAccess.GetLength(file);
        var record = JournalPage.Encode(candles, origin);
        var parts = new List<ReadOnlyMemory<byte>>(2);
        if (end == 0)
        {
            parts.Add(Header());
        }

        parts.Add(record);
        RandomAccess.Write(file, parts, end);
        RandomAccess.FlushToDisk(file);
        return RandomAccess.GetLength(file);
    }

    /// <summary>Reads the journal; null where there is none. A writer may be adding a page meanwhile.</summary>
    public JournalContent? Read()
    {
        // The usual case, told without the price of an exception.
        if (!Exists)
        {
            return null;
        }

        byte[] bytes;
        try
        {
            using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes = new byte[RandomAccess.GetLength(file)];
            var got = 0;
            for (int read; got < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(got), got)) > 0;)
            {
                got += read;
            }

            Array.Resize(ref bytes, got);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return Parse(bytes);
    }

    /// <summary>The generation and length of the journal as it stands now; null where there is none.</summary>
    public (Guid Generation, long Bytes)? Stamp()
    {
        try
        {
            using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[24];
            return (RandomAccess.Read(file, start, 0) == start.Length ? new Guid(start[8..]) : Guid.Empty, RandomAccess.GetLength(file));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes the journal: its pages lie in month files now.</summary>
    public void Delete() => File.Delete(_path);

    private JournalContent Parse(ReadOnlySpan<byte> bytes)
    {
        var pages = new List<JournalPage>();
        var damages = new List<string>();
        var header = HeaderLength(bytes, out var wrong);
        if (header == 0)
        {
            // Cut before the first page was whole: nothing was ever promised. Anything else is damage.
            var cut = bytes.Length < Header().Length && bytes.StartsWith(Magic[..Math.Min(bytes.Length, Magic.Length)]);
            return new JournalContent(
                Guid.Empty, Joined([]), "", cut ? [] : [new DamagedFileException(_path, "journal header", wrong).Message], cut ? bytes.Length : 0, bytes.Length);
        }

        var at = header;
        var good = header;
        while (at < bytes.Length)
        {
            if (JournalPage.TryDecode(bytes[at..], _key, out var length) is not { } page)
            {
                at += 8;
                continue;
            }

            if (at > good)
            {
                damages.Add(new DamagedFileException(_path, $"journal, bytes {good} to {at - 1}", "no page with a matching checksum stands there").Message);
            }

            pages.Add(page);
            at += length;
            good = at;
        }

        return new JournalContent(
            new Guid(bytes.Slice(8, 16)), Joined(pages), pages.Count == 0 ? "" : pages[^1].Origin, damages, bytes.Length - good, bytes.Length);
    }

    /// <summary>The pages in the order written, as the store would have merged them one by one.</summary>
    private CandleSeries Joined(List<JournalPage> pages)
    {
        var all = new CandleBuffer(pages.Sum(p => p.Candles.Count) + 1);
        foreach (var candles in pages.Select(p => p.Candles).Where(c => c.Count > 0))
        {
            if (all.Count > 0 && candles.OpenTimeMs[0] <= all.LastOpenMs)
            {
                var (merged, _, _) = MonthMerge.Join(all.ToSeries(_key), candles);
                all = new CandleBuffer(merged.Count + 1);
                Add(merged);
            }
            else
            {
                Add(candles);
            }
        }

        return all.ToSeries(_key);

        void Add(CandleSeries candles)
        {
            for (var i = 0; i < candles.Count; i++)
            {
                all.Add(candles[i]);
            }
        }
    }

    private byte[] Header()
    {
        var name = Encoding.UTF8.GetBytes(_key.ToString());
        var header = new byte[(FixedLength + name.Length + 7) & ~7];
        Magic.CopyTo(header);
        Guid.NewGuid().TryWriteBytes(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), header.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), checked((ushort)name.Length));
        name.CopyTo(header, FixedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), Crc32C.Of(header));
        return header;
    }

    /// <summary>Length of a header that is as written; 0 and what is wrong where it is not.</summary>
    private int HeaderLength(ReadOnlySpan<byte> bytes, out string wrong)
    {
        wrong = "the file does not begin as a journal does";
        if (bytes.Length < FixedLength || !bytes.StartsWith(Magic))
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]);
        if (length < FixedLength || length > bytes.Length || length > 4096)
        {
            wrong = $"a header of {length} bytes is not possible";
            return 0;
        }

        var header = bytes[..length].ToArray();
        header.AsSpan(ChecksumAt, 4).Clear();
        if (Crc32C.Of(header) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]))
        {
            wrong = "its checksum does not match";
            return 0;
        }

        var name = Encoding.UTF8.GetString(header, FixedLength, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32)));
        wrong = $"it holds {name}, its folder says {_key}";
        return name == _key.ToString() ? length : 0;
    }
}
