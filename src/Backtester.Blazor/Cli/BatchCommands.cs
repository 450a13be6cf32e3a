using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.Batches;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>`optimize batch|batches|league`: several strategies, symbols and timeframes as one piece of work.</summary>
internal static class BatchCommands
{
    public static IEnumerable<Command> Create(IReadOnlyDictionary<string, string?> settings) => [Run(settings), List(settings), Show(settings)];

    private static Command Run(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string>("SPEC") { Description = "A search spec with strategies, symbols and timeframes as lists, in JSON or YAML, - for stdin." };
        var fresh = new Option<bool>("--fresh") { Description = "Make the batch anew even where the same one is stored; its stored searches are used." };
        return new Command("batch", "Search strategies × symbols × timeframes in this process, and print the league table.") { spec, fresh }.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = SpecInput.Read(parsed.GetRequiredValue(spec));
            using var workspace = Workspace.Open(settings);
            var plan = BatchPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
            await workspace.MigrateAsync(cancellation);
            var cached = parsed.GetValue(fresh) ? null : await workspace.Batches.FindCompletedAsync(plan.Fingerprint, cancellation);
            var id = cached ?? await SearchAsync(workspace, plan, output, cancellation);
            return await PrintAsync(workspace, id, output, cached is not null, cancellation);
        });
    }

    private static Command List(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        return new Command("batches", "List stored batches, newest first.") { limit }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var rows = await workspace.Batches.ListAsync(Math.Clamp(parsed.GetValue(limit), 1, 500), cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, new BatchListDocument([.. rows.Select(BatchSummaryDocument.From)]), ApiJson.Options));
            output.Table(
                ["id", "status", "name", "objective", "searches", "created"],
                rows.Select(r => new[] { $"{r.Id}", r.Status.Word(), r.Name, r.Objective, $"{r.CellsDone} of {r.Cells}", $"{DateTimeOffset.FromUnixTimeMilliseconds(r.CreatedMs):yyyy-MM-dd HH:mm}" }));
            return ExitCode.Done;
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = new Argument<long>("id") { Description = "The batch's number." };
        return new Command("league", "Show a stored batch as a league table.") { id }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            return await PrintAsync(workspace, parsed.GetRequiredValue(id), output, cached: false, cancellation);
        });
    }

    private static async Task<long> SearchAsync(Workspace workspace, BatchPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        var owner = CommandJob.Owner();
        using var held = workspace.Locks.TryTake(owner);
        var (batch, row) = await workspace.Batches.CreateAsync(plan, new NewJob(BatchJob.Kind) { Owner = owner }, cancellation);
        using var progress = ProgressBar.For(output, "Batch");
        using var logs = CommandLog.Create(workspace.Options.Logs);
        var work = new BatchJob(
            workspace.Batches,
            new OptimizationJob(workspace.Optimizations, workspace.Candles, workspace.CommandStrategies),
            workspace.Candles,
            workspace.CommandStrategies,
            logs.CreateLogger<BatchJob>());
        await CommandJob.DoAsync(
            workspace, row, owner, $"batch {batch.Id}", job => work.RunAsync(job, p => progress.Show((long)(1000 * p.Share), 1000), TimeProvider.System), cancellation);
        return batch.Id;
    }

    private static async Task<int> PrintAsync(Workspace workspace, long id, CommandOutput output, bool cached, CancellationToken cancellation)
    {
        if (await workspace.Batches.GetAsync(id, cancellation) is not { } stored)
        {
            return output.NotFound($"batch {id}");
        }

        var league = League.Of(stored);
        output.Document(writer => JsonSerializer.Serialize(writer, BatchDocument.From(league, cached), ApiJson.Options));
        output.Line(cached ? "The same batch is stored already; --fresh makes it anew." : "");
        output.Line($"batch {id} {league.Batch.Status.Word()}: {league.Batch.Name}");
        output.Line(league.Sentence ?? league.Batch.ErrorMessage ?? "");
        output.Table(
            ["rank", "strategy", "symbol", "timeframe", "search", "sets", "deflated sharpe %", "luck %", "sharpe", "roi %", "best params", "note"],
            league.Rows.Select(r => (IReadOnlyList<string>)[
                r.Rank is { } rank ? $"{rank}" : "–",
                r.Cell.Row.Strategy,
                r.Cell.Row.Symbol,
                r.Cell.Row.Timeframe,
                $"{r.Cell.Row.OptimizationId}",
                $"{r.Cell.Search?.Completed ?? 0}",
                Number(100 * r.Verdict?.DeflatedSharpe),
                Number(100 * r.Verdict?.LuckProbability),
                Number(r.Cell.Honesty?.BestSharpe),
                Number(r.Cell.BestMetrics?.GetValueOrDefault("roi", double.NaN)),
                string.Join(" ", r.Cell.BestParameters?.Select(p => $"{p.Key}={Number(p.Value)}") ?? []),
                r.Cell.Row.Note ?? r.Cell.Search?.ErrorMessage ?? "",
            ]));
        return ExitCode.Done;
    }

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####", CultureInfo.InvariantCulture) : "–";
}
