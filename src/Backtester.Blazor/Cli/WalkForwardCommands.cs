using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Cli;

/// <summary>`walkforward run|list|show|cancel|resume|delete`.</summary>
internal static class WalkForwardCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("walkforward", "Search window after window, trade each best set on the candles after it, and manage the stored walks.")
        {
            Run(settings),
            List(settings),
            Show(settings),
            Cancel(settings),
            Resume(settings),
            Delete(settings),
        };

    private static Command Run(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string>("SPEC") { Description = "A run spec with parameter_ranges and walk_forward (and search) in JSON or YAML, - for stdin." };
        var equity = BacktestCommands.EquityOption();
        var fresh = new Option<bool>("--fresh") { Description = "Walk even where the same walk-forward is stored." };
        return new Command("run", "Walk forward in this process, and store and print the stitched out-of-sample account.") { spec, equity, fresh }.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = SpecInput.Read(parsed.GetRequiredValue(spec));
            var detail = BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = Workspace.Open(settings);
            var plan = WalkForwardPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
            await workspace.MigrateAsync(cancellation);
            var cached = parsed.GetValue(fresh) ? null : await workspace.WalkForwards.FindCompletedAsync(plan.Fingerprint, cancellation);
            var id = cached ?? await CommandWalk.RunAsync(workspace, plan, output, cancellation);
            return await PrintAsync(workspace, id, detail, output, cached is not null, cancellation);
        });
    }

    private static Command List(IReadOnlyDictionary<string, string?> settings)
    {
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 50 };
        return new Command("list", "List stored walk-forwards, newest first.") { limit }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var rows = await workspace.WalkForwards.ListAsync(Math.Clamp(parsed.GetValue(limit), 1, 500), cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, new WalkForwardListDocument([.. rows.Select(WalkForwardSummaryDocument.From)]), ApiJson.Options));
            output.Table(
                ["id", "status", "name", "mode", "objective", "windows", "out % a year", "efficiency", "created"],
                rows.Select(r => new[]
                {
                    $"{r.Id}", r.Status.Word(), r.Name, r.Mode, r.Objective, $"{r.WindowsDone} of {r.Windows}", Number(r.OutOfSampleAnnualReturn), Number(r.Efficiency), $"{DateTimeOffset.FromUnixTimeMilliseconds(r.CreatedMs):yyyy-MM-dd HH:mm}",
                }));
            return ExitCode.Done;
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var equity = BacktestCommands.EquityOption();
        return new Command("show", "Show a stored walk-forward, window by window.") { id, equity }.Does(async (parsed, output, cancellation) =>
        {
            var detail = BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            return await PrintAsync(workspace, parsed.GetRequiredValue(id), detail, output, cached: false, cancellation);
        });
    }

    private static Command Cancel(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("cancel", "Stop a walk-forward that waits or runs, in whichever process; its windows stay.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.WalkForwards.FindJobAsync(number, cancellation) is not { } job)
            {
                return output.NotFound($"walk-forward {number}");
            }

            var outcome = await workspace.Jobs.RequestCancelAsync(job.Id, cancellation);
            return outcome is CancelOutcome.Requested or CancelOutcome.Cancelled
                ? output.Did("cancelled", number, $"walk-forward {number} stops; `walkforward resume {number}` goes on with it")
                : output.Failed($"walk-forward {number} has ended already");
        });
    }

    private static Command Resume(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var equity = BacktestCommands.EquityOption();
        return new Command("resume", "Go on in this process with a walk-forward that was stopped or failed.") { id, equity }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            var detail = BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.WalkForwards.GetAsync(number, cancellation) is null)
            {
                return output.NotFound($"walk-forward {number}");
            }

            return await CommandWalk.ResumeAsync(workspace, number, output, cancellation)
                ? await PrintAsync(workspace, number, detail, output, cached: false, cancellation)
                : output.Failed($"walk-forward {number} waits, runs or is complete: there is nothing to go on with");
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("delete", "Remove a stored walk-forward.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.WalkForwards.GetAsync(number, cancellation) is null)
            {
                return output.NotFound($"walk-forward {number}");
            }

            return await workspace.WalkForwards.DeleteAsync(number, cancellation)
                ? output.Did("deleted", number, $"walk-forward {number} is deleted")
                : output.Failed($"walk-forward {number} waits or runs: cancel it first");
        });
    }

    private static async Task<int> PrintAsync(Workspace workspace, long id, EquityDetail equity, CommandOutput output, bool cached, CancellationToken cancellation)
    {
        if (await workspace.WalkForwards.GetAsync(id, cancellation) is not { } walk)
        {
            return output.NotFound($"walk-forward {id}");
        }

        output.Document(writer => new WalkForwardDocuments(workspace.Curves).Write(writer, walk, equity, cached));
        output.Line(cached ? "The same walk-forward is stored already; --fresh makes it anew." : "");
        WriteText(output, WalkForwardReading.Of(walk));
        return ExitCode.Done;
    }

    private static void WriteText(CommandOutput output, WalkForwardReading walk)
    {
        var row = walk.Row;
        output.Line($"walk-forward {row.Id} {row.Status.Word()}: {row.Name}");
        output.Line(row.Sentence ?? row.ErrorMessage ?? "");
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{walk.Windows.Sum(w => (long)w.Completed + w.Failed)} sets in {row.WindowsDone} of {row.Windows} {row.Mode} windows{(walk.Result?.UnusedBars is { } unused ? $"; {unused} of {walk.Result.Bars} bars at the end are not used" : "")}"));
        if (walk.Result?.Metrics is { } metrics)
        {
            output.Line($"stitched: roi {Number(metrics["roi"])} %, sharpe {Number(metrics["sharpe_ratio"])}, max drawdown {Number(metrics["max_drawdown_percentage"])} %, {Number(metrics["total_trades"])} trades");
        }

        var names = walk.ParameterNames;
        output.Table(
            ["window", "from", "to", .. names, $"{row.Objective} in", "out", "roi % in", "out", "efficiency", "note"],
            walk.Windows.Select(w => (IReadOnlyList<string>)[
                $"{w.Number}",
                Day(w.OutOfSampleStart),
                Day(w.OutOfSampleEnd),
                .. names.Select(n => Number(w.Params?[n])),
                Number(w.ObjectiveInSample),
                Number(w.ObjectiveOutOfSample),
                Number(w.InSample?["roi"]),
                Number(w.OutOfSample?["roi"]),
                Number(w.Efficiency),
                w.Note ?? w.EfficiencyNote ?? "",
            ]));
    }

    private static Argument<long> IdArgument() => new("id") { Description = "The walk-forward's number." };

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####", CultureInfo.InvariantCulture) : "–";
}
