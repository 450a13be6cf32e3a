using Backtester.Blazor.Shared;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.HtmlReports;

/// <summary>
/// A run as one HTML file: style and charts are inside, there is no script, and a policy in its head forbids the browser to
/// fetch anything, so that it opens the same from a disk without a network, today and later.
/// </summary>
internal static class HtmlReport
{
    /// <summary>Writes the file.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="run">The run with its trades.</param>
    /// <param name="report">What can be said of it beyond its metrics.</param>
    public static void Write(TextWriter writer, StoredRun run, RunReport report)
    {
        var summary = run.Summary;
        writer.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{HtmlText.Of(summary.Name)} · Backtester</title>
            <style>{ReportStyle.Css}</style>
            </head>
            <body><main>
            <h1>{HtmlText.Of(summary.Name)}</h1>
            <p class="lead">{HtmlText.Of($"{StrategyInfos.TitleOf(summary.Strategy)} · {string.Join(", ", summary.Symbols)} · {summary.Timeframe} · {Format.Day(summary.RangeStartMs)} to {Format.Day(summary.RangeEndMs - 1)} · {summary.Exchange}")}</p>

            """);
        Remarks(writer, run, report);
        ReportSections.Tiles(writer, run.Metrics, report);
        HtmlText.Section(writer, "Equity", () => EquityDrawing.Write(writer, report));
        HtmlText.Section(writer, "Returns by month", () => ReportSections.Months(writer, report));
        HtmlText.Section(writer, "Drawdowns", () => ReportSections.Drawdowns(writer, report));
        HtmlText.Section(writer, $"Trades ({Format.Count(run.Trades?.Count ?? 0)})", () => ReportSections.Trades(writer, run.Trades ?? []));
        HtmlText.Section(writer, "All metrics", () => ReportSections.Metrics(writer, run.Metrics));
        HtmlText.Section(writer, "Settings and proof", () => ReportSections.Settings(writer, run));
        writer.Write($"</main><footer><p>Backtest {summary.Id} ({summary.Uuid}), submitted {Format.Time(summary.CreatedMs)} UTC, made with Backtester {typeof(HtmlReport).Assembly.GetName().Version?.ToString(3)}. All times are UTC. What happened in a backtest need not happen again.</p></footer></body></html>\n");
    }

    private static void Remarks(TextWriter writer, StoredRun run, RunReport report)
    {
        foreach (var warning in run.Warnings.Append(report.Adequacy).Where(w => !string.IsNullOrEmpty(w)))
        {
            writer.Write($"<p class=\"warn\">{HtmlText.Of(warning)}</p>");
        }

        if (run.Summary.Tags.Count > 0)
        {
            writer.Write($"<p>Tags: {HtmlText.Of(string.Join(", ", run.Summary.Tags))}</p>");
        }

        foreach (var line in run.Summary.Notes.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            writer.Write($"<p>{HtmlText.Of(line)}</p>");
        }
    }
}
