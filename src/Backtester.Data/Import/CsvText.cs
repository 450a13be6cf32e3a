using System.Buffers;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace Backtester.Data.Import;

/// <summary>Which of the two readers takes a file; they give the same rows.</summary>
internal enum CsvReaderChoice
{
    /// <summary>The fast one unless the begin of the file shows quotes or odd line ends.</summary>
    ByContent,

    /// <summary>Our own reader of bytes.</summary>
    Fast,

    /// <summary>CsvHelper, which knows quotes, line breaks in quotes and every kind of line end.</summary>
    CsvHelper,
}

/// <summary>
/// Rows of a CSV file, plain or gzip (told by its first bytes), with or without a byte order mark. Reads in pieces: of a
/// large file no more than a few hundred kilobytes are in memory.
/// </summary>
internal sealed partial class CsvText
{
    private const int BufferBytes = 256 * 1024;
    private const int LongestLine = 64 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _finished;

    private CsvText(Stream stream) => _stream = stream;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file as it came; stays open.</param>
    /// <param name="choice">Which reader.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="begin">Makes the check of rows when the header, or a first row without one, is known, and whether it comes from JSON; null ends the reading.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The check with all rows seen; null where the header is of no use.</returns>
    /// <exception cref="InvalidDataException">The gzip data is damaged.</exception>
    public static CandleCheck? Read(
        Stream file, CsvReaderChoice choice, CsvProblems problems, Func<IReadOnlyList<string>, bool, CandleCheck?> begin, CancellationToken cancellation)
    {
        var raw = new CsvText(file);
        raw.Fill();
        var isGzip = raw._end >= 2 && raw._buffer[0] == 0x1F && raw._buffer[1] == 0x8B;
        using var unzipped = isGzip ? new GZipStream(new PrefixedStream(raw._buffer.AsMemory(0, raw._end), file), CompressionMode.Decompress) : null;
        var text = raw;
        if (unzipped is not null)
        {
            text = new CsvText(unzipped);
            text.Fill();
        }

        text._start = text._buffer.AsSpan(0, text._end).StartsWith("\uFEFF"u8) ? 3 : 0;
        var sample = text._buffer.AsSpan(text._start, text._end - text._start);
        if (sample.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..])
        {
            return text.ReadJson(problems, begin, cancellation);
        }

        var delimiter = DelimiterOf(sample);
        var odd = sample.Contains((byte)'"') || (sample.Contains((byte)'\r') && !sample.Contains((byte)'\n'));
        return choice == CsvReaderChoice.CsvHelper || (odd && choice == CsvReaderChoice.ByContent)
            ? text.ReadOdd(delimiter, problems, begin, cancellation)
            : text.ReadFast(delimiter, problems, begin, cancellation);
    }

    private static byte DelimiterOf(ReadOnlySpan<byte> sample)
    {
        var end = sample.IndexOfAny((byte)'\r', (byte)'\n');
        var header = end < 0 ? sample : sample[..end];
        var best = (byte)',';
        foreach (var candidate in ";\t|"u8)
        {
            best = header.Count(candidate) > header.Count(best) ? candidate : best;
        }

        return best;
    }

    private CandleCheck? ReadFast(byte delimiter, CsvProblems problems, Func<IReadOnlyList<string>, bool, CandleCheck?> begin, CancellationToken cancellation)
    {
        CandleCheck? check = null;
        Span<Range> ranges = stackalloc Range[64];
        long line = 0;
        while (NextLines(out var lines))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var at = 0; at < lines.Length;)
            {
                line++;
                if (check is not null && check.TryPlainRow(line, lines, ref at, delimiter))
                {
                    continue;
                }

                var length = lines[at..].IndexOf((byte)'\n');
                var row = lines.Slice(at, length).TrimEnd((byte)'\r');
                at += length + 1;
                if (row.Trim(" \t"u8).IsEmpty)
                {
                    continue;
                }

                var count = Split(row, delimiter, ranges);
                if (check is not null)
                {
                    check.Row(line, row, ranges[..count]);
                }
                else if ((check = begin(Texts(row, ranges[..count]), false)) is null)
                {
                    return null;
                }
                else if (check.FirstLineIsRow)
                {
                    check.Row(line, row, ranges[..count]);
                }
            }
        }

        return check ?? begin([""], false);
    }

    /// <summary>The next whole lines, each closed by a line feed.</summary>
    private bool NextLines(out ReadOnlySpan<byte> lines)
    {
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var last = unread.LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                lines = unread[..(last + 1)];
                _start += last + 1;
                return true;
            }

            if (unread.Length > LongestLine)
            {
                throw new InvalidDataException($"a line is longer than {LongestLine} bytes");
            }

            if (!_finished)
            {
                Fill();
                continue;
            }

            lines = default;
            if (unread.IsEmpty)
            {
                return false;
            }

            _buffer[_end++] = (byte)'\n';
        }
    }

    /// <summary>Moves what is unread to the front and reads on; one byte stays free for a last line feed.</summary>
    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end, BufferBytes - 1 - _end), BufferBytes / 2, throwOnEndOfStream: false);
        _finished = read < BufferBytes / 2;
        _end += read;
    }

    /// <summary>Splits a line; a field in quotes is taken without them, and may hold the delimiter.</summary>
    private static int Split(ReadOnlySpan<byte> row, byte delimiter, Span<Range> ranges)
    {
        var count = 0;
        var at = 0;
        while (count < ranges.Length)
        {
            var quoted = at < row.Length && row[at] == '"';
            var close = quoted ? row[(at + 1)..].IndexOf((byte)'"') : -1;
            var from = close >= 0 ? at + close + 2 : at;
            var next = row[from..].IndexOf(delimiter);
            var end = next < 0 ? row.Length : from + next;
            ranges[count++] = close >= 0 ? (at + 1)..(at + 1 + close) : at..end;
            if (next < 0)
            {
                break;
            }

            at = end + 1;
        }

        return count;
    }

    private static string[] Texts(ReadOnlySpan<byte> row, ReadOnlySpan<Range> ranges)
    {
        var texts = new string[ranges.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(row[ranges[i]]);
        }

        return texts;
    }

    private CandleCheck? ReadOdd(byte delimiter, CsvProblems problems, Func<IReadOnlyList<string>, bool, CandleCheck?> begin, CancellationToken cancellation)
    {
        var options = new CsvReaderOptions
        {
            Separator = (char)delimiter,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            DetectSeparatorHint = false,
            OnMalformedRecord = record =>
            {
                // Other slips of quoting change no number unseen; this one swallows the rest of the file.
                if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                {
                    problems.Add(record.LineNumber, null, "a quote is never closed", null, "quotes in pairs");
                }
            },
        };
        using var reader = CsvReader.Create(new PrefixedStream(_buffer.AsMemory(_start, _end - _start), _stream), options, leaveOpen: true);
        var bytes = new ArrayBufferWriter<byte>();
        CandleCheck? check = null;
        try
        {
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (reader.FieldCount == 1 && reader.GetSpan(0).Trim(" \t"u8).IsEmpty)
                {
                    continue;
                }

                bytes.ResetWrittenCount();
                var ranges = new Range[reader.FieldCount];
                for (var i = 0; i < ranges.Length; i++)
                {
                    var from = bytes.WrittenCount;
                    bytes.Write(reader.GetSpan(i));
                    ranges[i] = from..bytes.WrittenCount;
                }

                if (check is not null)
                {
                    check.Row(reader.LineNumber, bytes.WrittenSpan, ranges);
                }
                else if ((check = begin(Texts(bytes.WrittenSpan, ranges), false)) is null)
                {
                    return null;
                }
                else if (check.FirstLineIsRow)
                {
                    check.Row(reader.LineNumber, bytes.WrittenSpan, ranges);
                }
            }
        }
        catch (CsvFormatException malformed)
        {
            problems.Add(malformed.LineNumber, null, malformed.Message, null, $"lines of at most {LongestLine} bytes");
        }

        return check ?? begin([""], false);
    }
}
