using System.Runtime.InteropServices;
using Backtester.Core.Market;
using Backtester.Data.Store.Encodings;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>Candles of one month as a column file: what is written into it and how its columns come back.</summary>
internal static class CandleFile
{
    private const string ExchangeText = "exchange";
    private const string SymbolText = "symbol";
    private const string TimeframeText = "timeframe";
    private const string OriginText = "origin";

    /// <summary>A packed column must save this share of its raw bytes, else it stays raw and is served without decoding.</summary>
    private const double LeastSaving = 0.1;

    /// <summary>Writes candles of one month under a temporary name.</summary>
    public static void Write(string path, CandleSeries candles, string origin)
    {
        var key = candles.Key;
        var times = candles.OpenTimeMs;
        var writer = new ColumnFileWriter(
            [new(ExchangeText, key.Exchange), new(SymbolText, key.Symbol), new(TimeframeText, key.Timeframe.Name), new(OriginText, origin)],
            candles.Count, times[0], times[^1]);
        if (TimeGrid.TryEncode(times, key.Timeframe.Milliseconds, out var grid))
        {
            writer.Add((byte)CandleColumn.OpenTime, ColumnEncoding.TimeGrid, grid);
        }
        else
        {
            writer.Add((byte)CandleColumn.OpenTime, ColumnEncoding.Raw, MemoryMarshal.AsBytes(times).ToArray());
        }

        foreach (var column in CandleColumns.Values)
        {
            var values = CandleColumns.Of(candles, column);
            if (column.IsOptional() && !CandleBuffer.IsKnown(values))
            {
                continue;
            }

            var raw = MemoryMarshal.AsBytes(values);
            var packed = PackedDecimals.Encode(values);
            if (packed.Length < raw.Length * (1 - LeastSaving))
            {
                writer.Add((byte)column, ColumnEncoding.PackedDecimals, packed);
            }
            else
            {
                writer.Add((byte)column, ColumnEncoding.Raw, raw.ToArray());
            }
        }

        writer.WriteTo(path);
    }

    /// <summary>Where candles came from, as their writer said.</summary>
    public static string OriginOf(ColumnFileHeader header) => header.TextOf(OriginText);

    /// <summary>Checks that a header is that of the month that its path says.</summary>
    /// <exception cref="DamagedFileException">It belongs elsewhere.</exception>
    public static void RequirePlace(ColumnFileHeader header, SeriesKey key, CandleMonth month, string path)
    {
        var stored = $"{header.TextOf(ExchangeText)} {header.TextOf(SymbolText)} {header.TextOf(TimeframeText)}";
        if (stored != key.ToString())
        {
            throw new DamagedFileException(path, "header", $"it holds {stored}, its folder says {key}");
        }

        if (header.Rows < 1 || header.FirstMs < month.StartMs || header.LastMs >= month.EndMs || header.FirstMs > header.LastMs)
        {
            throw new DamagedFileException(path, "header", $"its {header.Rows} candles are not those of {month}");
        }
    }

    /// <summary>Decodes the open times.</summary>
    public static void ReadTimes(ColumnFile file, Span<long> times)
    {
        const byte Column = (byte)CandleColumn.OpenTime;
        var bytes = file.Bytes(Column, CandleColumn.OpenTime.Name());
        switch (file.BlockOf(Column).Encoding)
        {
            case ColumnEncoding.Raw:
                MemoryMarshal.Cast<byte, long>(bytes)[..times.Length].CopyTo(times);
                break;
            case ColumnEncoding.TimeGrid:
                TimeGrid.Decode(bytes, times);
                break;
            default:
                throw Unknown(file, CandleColumn.OpenTime);
        }
    }

    /// <summary>Decodes a column of doubles; NaN where the file does not have it.</summary>
    public static void ReadValues(ColumnFile file, CandleColumn column, Span<double> values)
    {
        if (column.IsOptional() && !file.Has((byte)column))
        {
            values.Fill(double.NaN);
            return;
        }

        var bytes = file.Bytes((byte)column, column.Name());
        switch (file.BlockOf((byte)column).Encoding)
        {
            case ColumnEncoding.Raw:
                MemoryMarshal.Cast<byte, double>(bytes)[..values.Length].CopyTo(values);
                break;
            case ColumnEncoding.PackedDecimals:
                PackedDecimals.Decode(bytes, values);
                break;
            default:
                throw Unknown(file, column);
        }
    }

    private static DamagedFileException Unknown(ColumnFile file, CandleColumn column) =>
        new(file.Path, $"column {column.Name()}", $"encoding {(int)file.BlockOf((byte)column).Encoding} is unknown to this program");
}
