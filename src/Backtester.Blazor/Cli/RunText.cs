using Backtester.Core.Analysis;
using Backtester.Persistence;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>A run in words for people; the document has everything.</summary>
internal static class RunText
{
    public static void Write(CommandOutput output, StoredRun run)
    {
        var summary = run.Summary;
        output.Line($"run {summary.Id} {summary.Status.Word()}: {summary.Name}");
        output.Line(summary.ErrorMessage is null ? "" : $"error: {summary.ErrorMessage}");
        output.Line($"{summary.Strategy} on {summary.Exchange} {string.Join(',', summary.Symbols)} {summary.Timeframe}{(summary.Synthetic ? " (synthetic candles)" : "")}");
        Metrics(output, run.Metrics);
        foreach (var warning in run.Warnings)
        {
            output.Line($"warning: {warning}");
        }

        foreach (var (reason, count) in run.Refusals)
        {
            output.Line($"refused: {reason} {count}");
        }
    }

    private static void Metrics(CommandOutput output, MetricSet metrics) => output.Table(
        ["metric", "value", "note"],
        metrics.Values.Select(m => new[] { m.Key, double.IsNaN(m.Value) ? "–" : m.Value.ToString("0.######"), metrics.Notes.GetValueOrDefault(m.Key, "") }));
}
