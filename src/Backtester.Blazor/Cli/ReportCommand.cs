using System.CommandLine;
using Backtester.Blazor.HtmlReports;
using Backtester.Blazor.Runs;
using Backtester.Core.Analysis;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest report ID`: how certain a result is, what chance would have given, and where the profit came from.</summary>
internal static class ReportCommand
{
    private const int DoubtsShown = 20;

    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var id = BacktestCommands.IdArgument();
        var html = new Option<string?>("--html") { Description = "Also write it as one HTML file that opens without a network.", HelpName = "file" };
        return new Command("report", "Show how certain a result is, its benchmarks, and where the profit came from.") { id, html }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Runs.GetAsync(number, withTrades: false, cancellation) is not { } run)
            {
                return output.NotFound($"run {number}");
            }

            var reports = new RunReports(workspace.Runs, workspace.Curves, workspace.Candles);
            if (await new HtmlReportService(workspace.Runs, reports).MakeAsync(number, cancellation) is not { Report: var report } parts)
            {
                return output.Failed($"run {number} has no stored result to report on");
            }

            if (parsed.GetValue(html) is { } path)
            {
                await File.WriteAllTextAsync(path, parts.Text(), cancellation);
                output.Line($"written to {Path.GetFullPath(path)}");
                output.Line();
            }

            output.Document(writer => ReportDocument.Write(writer, report, number));
            Print(output, report, run.Metrics);
            return ExitCode.Done;
        });
    }

    private static void Print(CommandOutput output, RunReport report, MetricSet metrics)
    {
        output.Line(report.Adequacy ?? "");
        output.Table(
            ["metric", "value", "95 % from", "to", report.BenchmarkName.ToLowerInvariant()],
            report.Intervals.Select(i => new[] { i.Metric, Text(metrics[i.Metric]), Text(i.Low), Text(i.High), Text(report.Benchmark[i.Metric]) }));
        var random = report.RandomEntries;
        output.Line(random.Note is { } note
            ? $"random entries: unknown, {note}"
            : $"random entries: {Text(100 * random.MeanReturn)} % a position here, {Text(100 * random.RandomMean)} % at random ({Text(100 * random.RandomLow)} to {Text(100 * random.RandomHigh)}), p = {Text(random.PValue)}");
        if (report.Doubtful is { Trades.Count: > 0 } doubtful)
        {
            output.Line();
            output.Line($"{doubtful.Trades.Count} trades touch doubtful candles and carry {Text(doubtful.Profit)} of {Text(doubtful.Total)}:");
            output.Table(["trade", "doubts"], doubtful.Trades.Take(DoubtsShown).Select(t => new[] { $"{t.Index + 1}", string.Join(", ", TradeDoubts.ReasonsOf(t.Doubt)) }));
            if (doubtful.Trades.Count > DoubtsShown)
            {
                output.Line($"and {doubtful.Trades.Count - DoubtsShown} more; --json lists all");
            }
        }

        foreach (var (by, rows) in report.Breakdowns.Where(b => b.Value.Count > 0))
        {
            output.Line();
            output.Table(
                [Words.Of(by), "trades", "win rate %", "profit/loss", "fees"],
                rows.Select(r => new[] { r.Key, $"{r.Statistics.Count}", Text(100 * r.Statistics.WinRate), Text(r.Statistics.Total), Text(r.Fees) }));
        }
    }

    private static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("0.####");
}
