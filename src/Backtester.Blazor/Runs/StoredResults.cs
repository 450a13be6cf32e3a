using System.Text.Json;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>
/// The result document of a stored run, the same that its own process printed: metrics and trades from the database, the
/// curve of every bar from its file.
/// </summary>
public sealed class StoredResults(RunStore runs, EquityCurveStore curves)
{
    /// <summary>Reads what a document needs; null where there is no such run.</summary>
    public Task<StoredRun?> ReadAsync(long id, CancellationToken cancellation) => runs.GetAsync(id, withTrades: true, cancellation);

    /// <summary>Writes the document of a run that was read with its trades.</summary>
    public void Write(Utf8JsonWriter writer, StoredRun run, EquityDetail equity, bool cached = false)
    {
        if (run.Summary.Status != WorkStatus.Completed)
        {
            WriteUnfinished(writer, run);
            return;
        }

        // The daily part of the document needs every bar too: its drawdowns count peaks inside days.
        var curve = equity == EquityDetail.None ? null : curves.Read(run.Summary.ResultHash!);
        var result = run.ToResult(curve ?? run.DailyCurve());
        if (curve is null && equity != EquityDetail.None)
        {
            result = result with { Warnings = [.. result.Warnings, "The curve of every bar is missing from the data folder; only the end of each day is known."] };
        }

        result = result with { Plan = result.Plan with { Spec = result.Plan.Spec with { Name = run.Summary.Name } } };
        ResultDocument.Write(writer, result, run.Summary.Id, WorkStatus.Completed.Word(), equity, cached, run.Summary.Notes, run.Summary.Tags);
    }

    /// <summary>The same fields, without a result.</summary>
    private static void WriteUnfinished(Utf8JsonWriter writer, StoredRun run)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", run.Summary.Id);
        writer.WriteString("name", run.Summary.Name);
        ResultDocument.WriteLabels(writer, run.Summary.Notes, run.Summary.Tags);
        writer.WriteString("status", run.Summary.Status.Word());
        writer.WriteBoolean("cached", false);
        writer.WriteBoolean("synthetic", run.Plan.Synthetic);
        writer.WriteString("error", run.Summary.ErrorMessage);
        writer.WriteString("fingerprint", run.Plan.Fingerprint);
        writer.WriteNull("result_hash");
        writer.WritePropertyName("spec");
        writer.WriteRawValue(Jobs.BacktestJob.SpecOf(run.Plan.Manifest));
        foreach (var name in (string[])["metrics", "metric_notes"])
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }

        writer.WriteNull("costs");
        writer.WriteStartArray("warnings");
        writer.WriteEndArray();
        writer.WriteStartObject("refusals");
        writer.WriteEndObject();
        writer.WriteNull("ambiguity");
        writer.WriteStartObject("parity");
        writer.WriteEndObject();
        foreach (var name in (string[])["strategies", "equity_curve", "trades"])
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
