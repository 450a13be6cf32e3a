using System.CommandLine;
using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest run`: runs a spec in this process and stores the run.</summary>
internal static class RunCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string?>("SPEC") { Description = "A run spec in JSON or YAML, - for stdin; or use the options.", Arity = ArgumentArity.ZeroOrOne };
        var flags = new RunFlags();
        var equity = BacktestCommands.EquityOption();
        var fresh = new Option<bool>("--fresh") { Description = "Run even where the same run is stored." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and print the spec with all defaults, and run nothing." };
        var command = new Command("run", "Run a backtest in this process and store it.") { spec, equity, fresh, dryRun };
        flags.AddTo(command);
        return command.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = ReadSpec(parsed, parsed.GetValue(spec), flags);
            var detail = BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = Workspace.Open(settings);
            var plan = RunPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
            if (parsed.GetValue(dryRun))
            {
                output.WriteDocument(writer => JsonNode.Parse(BacktestJob.SpecOf(plan.Manifest))!.WriteTo(writer));
                return ExitCode.Done;
            }

            await workspace.MigrateAsync(cancellation);
            return await RunAsync(workspace, plan, detail, parsed.GetValue(fresh), output, cancellation);
        });
    }

    private static (string Text, SpecFormat Format) ReadSpec(ParseResult parsed, string? path, RunFlags flags)
    {
        var given = flags.Given(parsed);
        if (path is null)
        {
            return given.Count > 0
                ? (flags.Document(parsed), SpecFormat.Json)
                : throw new SpecException([new("SPEC", "is missing", Allowed: "a file, - for stdin, or options such as --strategy, --symbols and --timeframe")]);
        }

        return given.Count == 0
            ? SpecInput.Read(path)
            : throw new SpecException([new("SPEC", "cannot be combined with options for its fields", string.Join(", ", given), "one or the other")]);
    }

    /// <summary>Runs a plan, or finds the same run stored, and prints it.</summary>
    public static async Task<int> RunAsync(
        Workspace workspace, RunPlan plan, EquityDetail detail, bool fresh, CommandOutput output, CancellationToken cancellation)
    {
        var cached = fresh ? null : await workspace.Runs.FindCompletedAsync(plan.Fingerprint, cancellation);
        var id = cached?.Id ?? await CommandRun.RunAsync(workspace, plan, output, cancellation);
        var results = new StoredResults(workspace.Runs, workspace.Curves);
        var run = await results.ReadAsync(id, cancellation) ?? throw new InvalidOperationException($"run {id} was deleted while it ran");
        output.Document(writer => results.Write(writer, run, detail, cached is not null));
        output.Line(cached is null ? "" : "The same run is stored already; --fresh runs it anew.");
        RunText.Write(output, run);
        return ExitCode.Done;
    }
}
