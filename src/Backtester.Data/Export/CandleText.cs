using System.Globalization;
using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Export;

/// <summary>Candles as text, with every digit needed to read the same doubles back. Columns that the source does not know are left out; a single unknown value is empty (CSV) or null (JSON).</summary>
public static class CandleText
{
    private const int RowsBetweenChecks = 4096;

    /// <summary>Writes CSV in the layout that an import reads: a header, times in Unix milliseconds.</summary>
    public static void WriteCsv(TextWriter writer, CandleSeries candles, CancellationToken cancellation = default)
    {
        var columns = KnownColumns(candles);
        writer.Write(string.Join(',', columns.Select(c => c.Name()).Prepend(CandleColumn.OpenTime.Name())) + "\n");
        for (var row = 0; row < candles.Count; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            writer.Write(candles.OpenTimeMs[row].ToString(CultureInfo.InvariantCulture));
            foreach (var column in columns)
            {
                var value = CandleColumns.Of(candles, column)[row];
                writer.Write(',');
                writer.Write(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture));
            }

            writer.Write('\n');
        }
    }

    /// <summary>Writes one object: exchange, symbol, timeframe, the names of the columns, and an array a candle.</summary>
    public static void WriteJson(Utf8JsonWriter writer, CandleSeries candles, CancellationToken cancellation = default)
    {
        var columns = KnownColumns(candles);
        writer.WriteStartObject();
        writer.WriteString("exchange", candles.Key.Exchange);
        writer.WriteString("symbol", candles.Key.Symbol);
        writer.WriteString("timeframe", candles.Key.Timeframe.Name);
        writer.WriteStartArray("columns");
        writer.WriteStringValue(CandleColumn.OpenTime.Name());
        Array.ForEach(columns, c => writer.WriteStringValue(c.Name()));
        writer.WriteEndArray();
        writer.WriteStartArray("candles");
        for (var row = 0; row < candles.Count; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            writer.WriteStartArray();
            writer.WriteNumberValue(candles.OpenTimeMs[row]);
            foreach (var column in columns)
            {
                var value = CandleColumns.Of(candles, column)[row];
                if (double.IsFinite(value))
                {
                    writer.WriteNumberValue(value);
                }
                else
                {
                    writer.WriteNullValue();
                }
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static CandleColumn[] KnownColumns(CandleSeries candles) =>
        [.. CandleColumns.Values.Where(c => !c.IsOptional() || !CandleColumns.Of(candles, c).IsEmpty)];
}
