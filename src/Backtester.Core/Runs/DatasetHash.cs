using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>
/// Names the candles that a run read: SHA-256 over their content, whatever files or pieces they came from.
/// The text hashed: "candles 1" and, for each series in the order given, its key, its number of candles, and for each
/// column its name and its digest, a line each. The digest of a column is the SHA-256 of the SHA-256s of its pieces of
/// 8,192 values (8 bytes each, little-endian, row by row; pieces keep all cores busy); open times stand there as
/// unbroken runs: first time, number of candles. An optional column of which no value is known counts as not there;
/// NaN has one form.
/// </summary>
public static class DatasetHash
{
    /// <summary>Below this many rows a second thread costs more than it brings.</summary>
    private const int RowsForThreads = 20_000;

    private const int PieceBytes = 8192 * sizeof(double);

    private static readonly (string Name, Func<CandleSeries, byte[]?> Digest)[] Columns =
    [
        ("open_time_ms", series => Digest(MemoryMarshal.AsBytes(Runs(series).AsSpan()))),
        ("open", series => Digest(MemoryMarshal.AsBytes(series.Open))),
        ("high", series => Digest(MemoryMarshal.AsBytes(series.High))),
        ("low", series => Digest(MemoryMarshal.AsBytes(series.Low))),
        ("close", series => Digest(MemoryMarshal.AsBytes(series.Close))),
        ("volume", series => Digest(MemoryMarshal.AsBytes(series.Volume))),
        ("quote_volume", series => Optional(series.QuoteVolume)),
        ("trade_count", series => Optional(series.TradeCount)),
        ("taker_buy_volume", series => Optional(series.TakerBuyVolume)),
    ];

    /// <summary>The hash of series, in lower-case hex; their order counts.</summary>
    public static string Of(IReadOnlyList<CandleSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var digests = new byte[]?[series.Count * Columns.Length];
        void HashColumn(int i) => digests[i] = Columns[i % Columns.Length].Digest(series[i / Columns.Length]);
        if (series.Sum(s => (long)s.Count) < RowsForThreads)
        {
            for (var i = 0; i < digests.Length; i++)
            {
                HashColumn(i);
            }
        }
        else
        {
            Parallel.For(0, digests.Length, HashColumn);
        }

        var text = new StringBuilder("candles 1\n");
        for (var s = 0; s < series.Count; s++)
        {
            text.Append(series[s].Key).Append(' ').Append(series[s].Count).Append('\n');
            for (var c = 0; c < Columns.Length && series[s].Count > 0; c++)
            {
                if (digests[(s * Columns.Length) + c] is { } digest)
                {
                    text.Append(Columns[c].Name).Append(' ').Append(Convert.ToHexStringLower(digest)).Append('\n');
                }
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static byte[] Digest(ReadOnlySpan<byte> bytes)
    {
        var pieces = new byte[(bytes.Length + PieceBytes - 1) / PieceBytes * SHA256.HashSizeInBytes];
        for (var i = 0; i * PieceBytes < bytes.Length; i++)
        {
            var piece = bytes.Slice(i * PieceBytes, Math.Min(PieceBytes, bytes.Length - (i * PieceBytes)));
            SHA256.HashData(piece, pieces.AsSpan(i * SHA256.HashSizeInBytes));
        }

        return SHA256.HashData(pieces);
    }

    private static long[] Runs(CandleSeries series)
    {
        var times = series.OpenTimeMs;
        var length = series.Key.Timeframe.Milliseconds;
        var runs = new List<long>();
        var start = 0;
        for (var i = 1; i <= times.Length; i++)
        {
            if (i == times.Length || times[i] != times[i - 1] + length)
            {
                runs.Add(times[start]);
                runs.Add(i - start);
                start = i;
            }
        }

        return [.. runs];
    }

    private static byte[]? Optional(ReadOnlySpan<double> values)
    {
        var unknown = 0;
        foreach (var value in values)
        {
            unknown += double.IsNaN(value) ? 1 : 0;
        }

        if (unknown == values.Length)
        {
            return null;
        }

        return Digest(unknown == 0 ? MemoryMarshal.AsBytes(values) : WithOneNaN(values));
    }

    private static byte[] WithOneNaN(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), double.IsNaN(values[i]) ? double.NaN : values[i]);
        }

        return bytes;
    }
}
