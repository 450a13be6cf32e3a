using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Overview;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Persistence;
using Backtester.Persistence.Summaries;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest summary`: where everything stands.</summary>
internal static class SummaryCommand
{
    private const int MostRows = 10;

    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new Command("summary", "Show runs by status, the best strategies, the state of the data and the disk.").Does(async (_, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var summary = await SummaryService.Of(workspace).ReadAsync(cancellation: cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, SummaryDocument.From(summary), ApiJson.Options));
            Print(output, summary);
            return ExitCode.Done;
        });

    private static void Print(CommandOutput output, Summary summary)
    {
        output.Line($"runs: {string.Join(", ", summary.Stored.RunsByStatus.Where(s => s.Value > 0).Select(s => $"{s.Value} {s.Key.Word()}").DefaultIfEmpty("none"))}");
        output.Line($"open recommendations: {summary.Stored.OpenRecommendations}");
        output.Line($"data: {summary.Data.Series.Count} recorded series, {summary.Data.Stale} stale, {summary.Data.WithGaps} with gaps ({summary.Data.Missing} candles missing)");
        output.Line($"disk: {Format.Bytes(summary.Disk.Bytes)} in {summary.Disk.Folder}, {Format.Bytes(summary.Disk.FreeBytes)} free");
        if (summary.Stored.OutOfSample.Count > 0)
        {
            output.Line();
            output.Table(
                ["out of sample", "walk-forwards", "median % a year", "best % a year", "median efficiency"],
                summary.Stored.OutOfSample.Take(MostRows).Select(s => new[] { s.Strategy, $"{s.WalkForwards}", Text(s.AnnualReturn.Median), Text(s.AnnualReturn.Best), Text(s.Efficiency.Median) }));
        }

        Groups("strategy", summary.Stored.ByStrategy);
        Groups("symbol", summary.Stored.BySymbol);
        Groups("timeframe", summary.Stored.ByTimeframe);

        void Groups(string by, IReadOnlyList<RunGroup> groups)
        {
            if (groups.Count > 0)
            {
                output.Line();
                output.Table(
                    [$"in sample, by {by}", "runs", "median roi %", "best roi %", "median sharpe", "best sharpe", "median win rate %", "best win rate %"],
                    groups.Take(MostRows).Select(g => new[] { g.Name, $"{g.Runs}", Text(g.Roi.Median), Text(g.Roi.Best), Text(g.SharpeRatio.Median), Text(g.SharpeRatio.Best), Text(g.WinRate.Median), Text(g.WinRate.Best) }));
            }
        }
    }

    private static string Text(double? value) => value?.ToString("F2", System.Globalization.CultureInfo.InvariantCulture) ?? "–";
}
