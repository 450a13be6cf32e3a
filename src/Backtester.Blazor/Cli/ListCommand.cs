using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest list`: the stored runs, filtered and sorted.</summary>
internal static class ListCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        var status = new Option<string?>("--status") { Description = "Only runs with this status." };
        var strategy = new Option<string?>("--strategy") { Description = "Only runs of this strategy." };
        var symbol = new Option<string?>("--symbol") { Description = "Only runs with this symbol." };
        var tag = new Option<string?>("--tag") { Description = "Only runs with this tag." };
        var text = new Option<string?>("--text") { Description = "Only runs whose name, strategy, symbols, exchange or timeframe contain each word of this." };
        var sort = new Option<string>("--sort") { Description = $"The order: {string.Join(", ", RunSortWords.All.Keys)}.", DefaultValueFactory = _ => "created", HelpName = "order" };
        var ascending = new Option<bool>("--ascending") { Description = "Lowest or oldest first; what is not known comes last either way." };
        var cursor = new Option<string?>("--cursor") { Description = "The next_cursor of the page before." };
        return new Command("list", "List stored runs, newest first.") { limit, status, strategy, symbol, tag, text, sort, ascending, cursor }.Does(async (parsed, output, cancellation) =>
        {
            var query = new RunQuery(
                parsed.GetValue(limit),
                parsed.GetValue(cursor),
                parsed.GetValue(status),
                parsed.GetValue(strategy),
                parsed.GetValue(symbol),
                parsed.GetValue(text),
                RunSortWords.Parse("--sort", parsed.GetRequiredValue(sort)),
                !parsed.GetValue(ascending),
                parsed.GetValue(tag));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var page = await workspace.Runs.ListAsync(RunViews.Query(query), cancellation);
            var rows = page.Items.Select(r => RunSummaryDocument.From(RunViews.Summary(r, jobId: null))).ToList();
            output.Document(writer => JsonSerializer.Serialize(writer, new RunListDocument(rows, page.NextCursor, page.Total), ApiJson.Options));
            output.Table(
                ["id", "status", "name", "trades", "roi %", "sharpe", "max dd %", "created", "tags"],
                rows.Select(r => new[]
                {
                    $"{r.Id}", r.Status, r.Name, Number(r.TotalTrades, 0), Number(r.Roi, 2), Number(r.SharpeRatio, 2), Number(r.MaxDrawdownPercentage, 2), $"{r.CreatedAt:yyyy-MM-dd HH:mm}", string.Join(',', r.Tags),
                }));
            return ExitCode.Done;
        });
    }

    private static string Number(double? value, int digits) => value?.ToString($"F{digits}") ?? "–";
}
