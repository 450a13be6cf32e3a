using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`jobs list|log|cancel|retry`: what waits and runs, in this data folder's `serve` or in commands.</summary>
internal static class JobsCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        var active = new Option<bool>("--active") { Description = "Only jobs that wait or run." };
        var id = new Argument<long>("id") { Description = "The job's number." };
        return new Command("jobs", "Jobs of the queue.")
        {
            new Command("list", "List jobs, newest first.") { limit, active }.Does(async (parsed, output, cancellation) =>
            {
                using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
                var jobs = await Service(workspace).ListAsync(parsed.GetValue(limit), parsed.GetValue(active), cancellation);
                var rows = jobs.Select(JobDocument.From).ToList();
                output.Document(writer => JsonSerializer.Serialize(writer, rows, ApiJson.Options));
                output.Table(
                    ["id", "kind", "run", "status", "progress", "title", "created", "message"],
                    rows.Select(j => new[]
                    {
                        $"{j.Id}", j.Kind, $"{j.BacktestId}", j.Status, j.Progress is { } share ? $"{share:P0}" : "–", j.Title, $"{j.CreatedAt:yyyy-MM-dd HH:mm}", j.Message ?? "",
                    }));
                return ExitCode.Done;
            }),
            new Command("log", "What happened to a job.") { id }.Does(async (parsed, output, cancellation) =>
            {
                var number = parsed.GetRequiredValue(id);
                using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
                if (await Service(workspace).GetAsync(number, cancellation) is null)
                {
                    return output.NotFound($"job {number}");
                }

                var lines = new JobLogs(workspace.Options.DataDirectory).Read(number);
                output.Document(writer => JsonSerializer.Serialize(writer, lines, ApiJson.Options));
                output.Table(["at", "what"], lines.Select(l => new[] { $"{l.At:yyyy-MM-dd HH:mm:ss}", l.Text }));
                return ExitCode.Done;
            }),
            new Command("cancel", "Cancel a job that waits or runs.") { id }.Does(async (parsed, output, cancellation) =>
            {
                var number = parsed.GetRequiredValue(id);
                using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
                var service = Service(workspace);
                if (await service.GetAsync(number, cancellation) is not { } job)
                {
                    return output.NotFound($"job {number}");
                }

                if (!await service.CancelAsync(number, cancellation))
                {
                    return output.Failed($"job {number} has ended already: {job.Status}");
                }

                output.Document(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("cancelled", number);
                    writer.WriteEndObject();
                });
                output.Line($"job {number} is told to stop");
                return ExitCode.Done;
            }),
            new Command("retry", "Put the work of a job that failed or was cancelled into the queue again; `serve` does it.") { id }.Does(async (parsed, output, cancellation) =>
            {
                var number = parsed.GetRequiredValue(id);
                using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
                using var queue = new CommandQueue(workspace);
                if (await queue.Jobs.GetAsync(number, cancellation) is not { } job)
                {
                    return output.NotFound($"job {number}");
                }

                if (await queue.Retry.AgainAsync(number, cancellation) is not { } page)
                {
                    return output.Failed($"job {number} cannot be done again: {job.Status}");
                }

                output.Document(writer => JsonSerializer.Serialize(writer, new JobRetryDocument("/" + page), ApiJson.Options));
                output.Line($"job {number} waits in the queue again: /{page}");
                return ExitCode.Done;
            }),
        };
    }

    private static JobService Service(Workspace workspace) => new(workspace.Jobs, workspace.Database, TimeProvider.System);
}
