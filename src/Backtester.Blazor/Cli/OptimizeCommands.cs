using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Cli;

/// <summary>`optimize run|list|show|pause|resume|cancel|delete`, and the commands of <see cref="TrialCommands"/> and <see cref="BatchCommands"/>.</summary>
internal static class OptimizeCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("optimize", "Search the parameters of a strategy, and manage the stored searches.")
        {
            Run(settings),
            List(settings),
            Show(settings),
            Pause(settings),
            Resume(settings),
            Cancel(settings),
            Delete(settings),
            TrialCommands.Trials(settings),
            TrialCommands.Open(settings),
            TrialCommands.Robustness(settings),
            TrialCommands.Later(settings),
            TrialCommands.Stress(settings),
        };
        foreach (var batch in BatchCommands.Create(settings))
        {
            command.Add(batch);
        }

        return command;
    }

    private static Command Run(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string>("SPEC") { Description = "A run spec with parameter_ranges (and search) in JSON or YAML, - for stdin." };
        var best = BestOption();
        var fresh = new Option<bool>("--fresh") { Description = "Search even where the same search is stored." };
        return new Command("run", "Search in this process, and store the trials and the verdict.") { spec, best, fresh }.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = SpecInput.Read(parsed.GetRequiredValue(spec));
            var count = ReadBest(parsed, best);
            using var workspace = Workspace.Open(settings);
            var plan = SearchPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
            await workspace.MigrateAsync(cancellation);
            var cached = parsed.GetValue(fresh) ? null : await workspace.Optimizations.FindCompletedAsync(plan.Fingerprint, cancellation);
            var id = cached?.Row.Id ?? await SearchAsync(workspace, plan, output, cancellation);
            return await PrintAsync(workspace, id, count, output, cached is not null, cancellation);
        });
    }

    private static Command List(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        return new Command("list", "List stored searches, newest first.") { limit }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var rows = await workspace.Optimizations.ListAsync(Math.Clamp(parsed.GetValue(limit), 1, 500), cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, new OptimizationListDocument([.. rows.Select(OptimizationSummaryDocument.From)]), ApiJson.Options));
            output.Table(
                ["id", "status", "name", "method", "objective", "sets", "done", "best score", "created"],
                rows.Select(r => new[]
                {
                    $"{r.Id}", r.Status.Word(), r.Name, r.Method, r.Objective, $"{r.TotalCombinations}", $"{r.Completed + r.Failed}", Number(r.BestScore), $"{DateTimeOffset.FromUnixTimeMilliseconds(r.CreatedMs):yyyy-MM-dd HH:mm}",
                }));
            return ExitCode.Done;
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var best = BestOption();
        return new Command("show", "Show a stored search with its verdict and best trials.") { id, best }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            return await PrintAsync(workspace, parsed.GetRequiredValue(id), ReadBest(parsed, best), output, cached: false, cancellation);
        });
    }

    private static Command Pause(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("pause", "Stop a search that waits or runs, in whichever process, until it is resumed; its trials stay.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Optimizations.GetAsync(number, cancellation) is null)
            {
                return output.NotFound($"search {number}");
            }

            return await workspace.Optimizations.PauseAsync(number, cancellation) is not null
                ? output.Did("paused", number, $"search {number} pauses; `optimize resume {number}` goes on with it")
                : output.Failed($"search {number} neither waits nor runs");
        });
    }

    private static Command Cancel(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("cancel", "Stop a search that waits, runs or is paused, in whichever process; its trials stay.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Optimizations.FindJobAsync(number, cancellation) is not { } job)
            {
                return output.NotFound($"search {number}");
            }

            var paused = await workspace.Optimizations.GiveUpPauseAsync(number, cancellation);
            return paused || await workspace.Jobs.RequestCancelAsync(job.Id, cancellation) is CancelOutcome.Requested or CancelOutcome.Cancelled
                ? output.Did("cancelled", number, $"search {number} stops; `optimize resume {number}` goes on with it")
                : output.Failed($"search {number} has ended already");
        });
    }

    private static Command Resume(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var best = BestOption();
        return new Command("resume", "Go on in this process with a search that was paused, stopped or failed.") { id, best }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Optimizations.GetAsync(number, cancellation) is null)
            {
                return output.NotFound($"search {number}");
            }

            return await CommandSearch.ResumeAsync(workspace, number, output, cancellation)
                ? await PrintAsync(workspace, number, ReadBest(parsed, best), output, cached: false, cancellation)
                : output.Failed($"search {number} waits, runs or is complete: there is nothing to go on with");
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("delete", "Remove a stored search and its trials.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Optimizations.GetAsync(number, cancellation) is null)
            {
                return output.NotFound($"search {number}");
            }

            return await workspace.Optimizations.DeleteAsync(number, cancellation)
                ? output.Did("deleted", number, $"search {number} is deleted")
                : output.Failed($"search {number} waits or runs: cancel it first");
        });
    }

    private static Task<long> SearchAsync(Workspace workspace, SearchPlan plan, CommandOutput output, CancellationToken cancellation) =>
        CommandSearch.RunAsync(workspace, plan, output, cancellation);

    private static async Task<int> PrintAsync(Workspace workspace, long id, int count, CommandOutput output, bool cached, CancellationToken cancellation)
    {
        if (await workspace.Optimizations.GetAsync(id, cancellation) is not { } search)
        {
            return output.NotFound($"search {id}");
        }

        var ranked = await workspace.Optimizations.BestAsync(id, count, cancellation);
        var fronts = await workspace.Optimizations.FrontsAsync(search.Row, cancellation);
        output.Document(writer => JsonSerializer.Serialize(writer, OptimizationDocument.From(search, ranked, cached, fronts), ApiJson.Options));
        output.Line(cached ? "The same search is stored already; --fresh makes it anew." : "");
        WriteText(output, search, ranked, fronts);
        return ExitCode.Done;
    }

    private static void WriteText(CommandOutput output, StoredSearch search, IReadOnlyList<Trial> ranked, IReadOnlyDictionary<int, int>? fronts)
    {
        var row = search.Row;
        output.Line($"search {row.Id} {row.Status.Word()}: {row.Name}");
        output.Line($"{row.Completed + row.Failed} of {row.TotalCombinations} sets, {row.Failed} refused; {row.Method}, best {row.Objective}");
        output.Line(search.Honesty?.Sentence ?? row.ErrorMessage ?? "");
        output.Line(search.Outcome?.Stopped ?? "");
        output.Line(search.Outcome is { } outcome ? WalkedSentence.Of(outcome.Walked) : "");
        var terms = fronts is null ? [] : SearchSpec.ObjectivesOf(row);
        var names = ranked.Count == 0 ? [] : ranked[0].Parameters.Keys.ToList();
        output.Table(
            [.. fronts is null ? (string[])["rank"] : ["rank", "front"], .. names, .. terms.Select(t => t.Text), "score", "roi", "sharpe", "max dd %", "trades", "note"],
            ranked.Select((t, i) => (IReadOnlyList<string>)[
                double.IsNaN(t.Score) ? "–" : $"{i + 1}",
                .. fronts is null ? (string[])[] : [fronts.TryGetValue(t.Number, out var front) ? $"{front}" : "–"],
                .. names.Select(n => $"{t.Parameters[n]:0.######}"),
                .. terms.Select((term, place) => Number(t.Objectives is { } values ? term.Natural(values[place]) : null)),
                Number(t.Score),
                Number(t.Metrics?["roi"]),
                Number(t.Metrics?["sharpe_ratio"]),
                Number(t.Metrics?["max_drawdown_percentage"]),
                Number(t.Metrics?["total_trades"]),
                t.Note ?? "",
            ]));
        if (search.Best is { Markets: { } markets } best)
        {
            output.Line();
            output.Line($"set {best.Number}, the best, on each market; its score is the {SearchSpec.AggregateOf(row)} of these:");
            output.Table(
                ["market", "score", "roi", "sharpe", "max dd %", "trades", "note"],
                markets.Select(m => (IReadOnlyList<string>)[
                    TrialSpec.LabelOf(m.Symbols, m.Timeframe),
                    Number(m.Score),
                    Number(m.Metrics["roi"]),
                    Number(m.Metrics["sharpe_ratio"]),
                    Number(m.Metrics["max_drawdown_percentage"]),
                    Number(m.Metrics["total_trades"]),
                    m.Note ?? "",
                ]));
        }
    }

    internal static Argument<long> IdArgument() => new("id") { Description = "The search's number." };

    private static Option<int> BestOption() => new("--best") { Description = "How many of the best trials to print.", DefaultValueFactory = _ => 100, HelpName = "count" };

    private static int ReadBest(ParseResult parsed, Option<int> option) => parsed.GetValue(option) is var count && count is >= 0 and <= 100_000
        ? count
        : throw new SpecException([new("--best", "is out of range", $"{count}", "0 to 100000")]);

    internal static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####") : "–";
}
