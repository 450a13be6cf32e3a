using System.Text;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.HtmlReports;

/// <summary>A stored run as one HTML file that opens without a network.</summary>
public sealed class HtmlReportService(RunStore runs, RunReports reports)
{
    /// <summary>What a report is written from.</summary>
    /// <param name="Run">The run with its trades.</param>
    /// <param name="Report">What can be said of it beyond its metrics.</param>
    public sealed record Parts(StoredRun Run, RunReport Report)
    {
        /// <summary>The file's name: letters, digits and hyphens.</summary>
        public string FileName => $"backtest-{Run.Summary.Id}.html";

        /// <summary>The whole file as text.</summary>
        public string Text()
        {
            using var writer = new StringWriter(new StringBuilder(64 * 1024));
            Write(writer);
            return writer.ToString();
        }

        /// <summary>Writes the whole file.</summary>
        public void Write(TextWriter writer) => HtmlReport.Write(writer, Run, Report);
    }

    /// <summary>Reads and measures what the report needs.</summary>
    /// <returns>Null where there is no such run, or it has no result, or the curve of every bar is gone.</returns>
    public async Task<Parts?> MakeAsync(long id, CancellationToken cancellation) =>
        await reports.MakeAsync(id, cancellation) is { } report && await runs.GetAsync(id, withTrades: true, cancellation) is { } run ? new Parts(run, report) : null;
}
