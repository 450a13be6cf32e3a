using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest run|list|summary|show|report|verify|explain|delete`.</summary>
internal static class BacktestCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("backtest", "Run backtests, and manage the stored ones.")
        {
            RunCommand.Create(settings),
            List(settings),
            SummaryCommand.Create(settings),
            Show(settings),
            ReportCommand.Create(settings),
            VerifyCommand.Create(settings),
            ExplainCommand.Create(settings),
            Delete(settings),
        };

    /// <summary>How much of the curve a document holds.</summary>
    internal static Option<string> EquityOption() => new("--equity")
    {
        Description = "How much of the equity curve the document holds: daily, full or none.",
        DefaultValueFactory = _ => "daily",
        HelpName = "daily|full|none",
    };

    /// <summary>Reads that option.</summary>
    /// <exception cref="SpecException">It is none of the words.</exception>
    internal static EquityDetail ReadEquity(string word) => EquityWord.Parse(word) ?? throw new SpecException([EquityWord.Wrong("--equity", word)]);

    private static Command List(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        var status = new Option<string?>("--status") { Description = "Only runs with this status." };
        return new Command("list", "List stored runs, newest first.") { limit, status }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var query = new Runs.RunQuery(parsed.GetValue(limit), Status: parsed.GetValue(status));
            var page = await workspace.Runs.ListAsync(RunViews.Query(query), cancellation);
            var rows = page.Items.Select(r => RunSummaryDocument.From(RunViews.Summary(r, jobId: null))).ToList();
            output.Document(writer => JsonSerializer.Serialize(writer, new RunListDocument(rows, page.NextCursor), ApiJson.Options));
            output.Table(
                ["id", "status", "name", "trades", "roi %", "sharpe", "max dd %", "created"],
                rows.Select(r => new[]
                {
                    $"{r.Id}", r.Status, r.Name, Number(r.TotalTrades, 0), Number(r.Roi, 2), Number(r.SharpeRatio, 2), Number(r.MaxDrawdownPercentage, 2), $"{r.CreatedAt:yyyy-MM-dd HH:mm}",
                }));
            return ExitCode.Done;
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var equity = EquityOption();
        return new Command("show", "Show a stored run.") { id, equity }.Does(async (parsed, output, cancellation) =>
        {
            var detail = ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var results = new StoredResults(workspace.Runs, workspace.Curves);
            if (await results.ReadAsync(parsed.GetRequiredValue(id), cancellation) is not { } run)
            {
                return output.NotFound($"run {parsed.GetRequiredValue(id)}");
            }

            output.Document(writer => results.Write(writer, run, detail));
            RunText.Write(output, run);
            return ExitCode.Done;
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("delete", "Remove a stored run, its trades and its curve.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var hash = (await workspace.Runs.GetSummaryAsync(number, cancellation))?.ResultHash;
            switch (await workspace.Runs.DeleteAsync(number, cancellation))
            {
                case DeleteOutcome.NotFound:
                    return output.NotFound($"run {number}");
                case DeleteOutcome.StillActive:
                    return output.Failed($"run {number} waits or runs: cancel its job first");
                default:
                    await RunCurves.DeleteUnusedAsync(hash, workspace.Curves, workspace.Database, cancellation);
                    output.Document(writer =>
                    {
                        writer.WriteStartObject();
                        writer.WriteNumber("deleted", number);
                        writer.WriteEndObject();
                    });
                    output.Line($"run {number} is deleted");
                    return ExitCode.Done;
            }
        });
    }

    /// <summary>The number of a stored run.</summary>
    internal static Argument<long> IdArgument() => new("id") { Description = "The run's number." };

    private static string Number(double? value, int digits) => value?.ToString($"F{digits}") ?? "–";
}
