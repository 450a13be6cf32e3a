using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Jobs;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// The document of a stored walk-forward: what is known of its row, then the result as it was written when it was complete,
/// or the windows so far. The curve of every bar comes from its file.
/// </summary>
internal sealed class WalkForwardDocuments(EquityCurveStore curves)
{
    /// <summary>Writes one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="walk">What is stored.</param>
    /// <param name="equity">How much of the stitched curve.</param>
    /// <param name="cached">True where a submitted spec was answered with it.</param>
    public void Write(Utf8JsonWriter writer, StoredWalkForward walk, EquityDetail equity, bool cached = false)
    {
        var row = walk.Row;
        writer.WriteStartObject();
        writer.WriteNumber("id", row.Id);
        writer.WriteString("uuid", row.Uuid);
        writer.WriteString("status", row.Status.Word());
        writer.WriteBoolean("cached", cached);
        writer.WriteString("error", row.ErrorMessage);
        writer.WriteNumber("windows_total", row.Windows);
        writer.WriteNumber("windows_done", row.WindowsDone);
        writer.WritePropertyName("elapsed_seconds");
        JsonSerializer.Serialize(writer, row.ElapsedSeconds, ApiJson.Options);
        writer.WritePropertyName("spec");
        writer.WriteRawValue(BacktestJob.SpecOf(row.Manifest));
        if (row.ResultJson is { } result)
        {
            WriteResult(writer, result, row.ResultHash!, equity);
        }
        else
        {
            WriteUnfinished(writer, walk);
        }

        writer.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter writer, string result, string resultHash, EquityDetail equity)
    {
        using var document = JsonDocument.Parse(result);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Name != "equity_curve" || equity == EquityDetail.Daily)
            {
                property.WriteTo(writer);
            }
            else if (equity == EquityDetail.Full && curves.Read(resultHash) is { } curve)
            {
                ResultDocument.WriteCurve(writer, curve, EquityDetail.Full);
            }
            else if (equity == EquityDetail.Full)
            {
                // The file is gone: the ends of the days are what is left.
                property.WriteTo(writer);
            }
            else
            {
                writer.WriteStartArray(property.Name);
                writer.WriteEndArray();
            }
        }
    }

    /// <summary>The same fields, with the windows so far.</summary>
    private static void WriteUnfinished(Utf8JsonWriter writer, StoredWalkForward walk)
    {
        var row = walk.Row;
        using var spec = JsonDocument.Parse(BacktestJob.SpecOf(row.Manifest));
        writer.WriteString("name", row.Name);
        writer.WriteString("fingerprint", row.Fingerprint);
        writer.WriteNull("result_hash");
        writer.WritePropertyName("walk_forward");
        spec.RootElement.GetProperty("walk_forward").WriteTo(writer);
        writer.WriteString("objective", row.Objective);
        writer.WriteNumber("trials", walk.Windows.Sum(w => (long)w.Choice.Trials));
        foreach (var name in (string[])["bars", "unused_bars", "sentence", "in_sample_annual_return", "out_of_sample_annual_return", "efficiency", "efficiency_note", "degradation", "profitable_windows"])
        {
            writer.WriteNull(name);
        }

        writer.WriteStartArray("windows");
        foreach (var window in walk.Windows)
        {
            writer.WriteRawValue(window.DocumentJson);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("metrics");
        writer.WriteEndObject();
        foreach (var name in (string[])["equity_curve", "trades"])
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
    }
}
