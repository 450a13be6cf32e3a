using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.ActiveStrategies;

namespace Backtester.Blazor.Cli;

/// <summary>`active list|follow|show|retire|resume|restore`: the strategies that the user follows.</summary>
internal static class ActiveCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) => new("active", "The strategies that you follow, on which recommendations are made.")
    {
        new Command("list", "List the strategies that are followed, then the retired ones.").Does(async (_, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var rows = (await Service(workspace).ListAsync(cancellation)).Select(ActiveStrategyDocument.From).ToList();
            output.Document(writer => JsonSerializer.Serialize(writer, new ActiveStrategyListDocument(rows), ApiJson.Options));
            output.Table(
                ["id", "name", "status", "version", "origin", "since", "alarm"],
                rows.Select(r => new[] { $"{r.Id}", r.Name, r.Status, $"{r.Version}", r.Origin, $"{r.VersionAt:yyyy-MM-dd HH:mm}", r.Watch?.Cause ?? "–" }));
            return ExitCode.Done;
        }),
        Follow(settings),
        Show(settings),
        Change(settings, "retire", "Follow a strategy no longer.", async (service, id, cancellation) =>
            await service.RetireAsync(id, cancellation) ? null : $"active strategy {id} is retired already"),
        Change(settings, "resume", "Follow a retired strategy again.", async (service, id, cancellation) =>
            await service.ResumeAsync(id, cancellation) ? null : $"active strategy {id} is followed already"),
        Restore(settings),
    };

    private static Command Follow(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string?>("SPEC") { Description = "A run spec in JSON or YAML, - for stdin; its dates count for nothing. Left out with --run or --search.", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<long?>("--run") { Description = "Follow the settings of this stored run." };
        var search = new Option<long?>("--search") { Description = "Follow a set of this stored search." };
        var trial = new Option<int?>("--trial") { Description = "Which set of it; the best where left out." };
        var name = new Option<string?>("--name") { Description = "What you call it; strategy, symbols and timeframe where left out. A name that is there gets a new version." };
        return new Command("follow", "Follow the settings of a run, a set of a search or a spec.") { spec, run, search, trial, name }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var (service, called) = (Service(workspace), parsed.GetValue(name));
            var result = (parsed.GetValue(run), parsed.GetValue(search), parsed.GetValue(spec)) switch
            {
                ({ } id, null, null) => await service.FollowRunAsync(id, called, cancellation),
                (null, { } id, null) => await service.FollowTrialAsync(id, parsed.GetValue(trial), called, cancellation),
                (null, null, { } path) => await FollowSpecAsync(service, path, called, cancellation),
                _ => throw new SpecException([new SpecProblem("SPEC", "not exactly one thing says what to follow", null, "one of SPEC, --run, --search")]),
            };
            return Tell(output, result);
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        return new Command("show", "Show an active strategy: its settings, versions and watch.") { name }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var service = Service(workspace);
            if (await service.FindAsync(parsed.GetRequiredValue(name), cancellation) is not { } stored)
            {
                return output.NotFound($"active strategy {parsed.GetRequiredValue(name)}");
            }

            var versions = (await service.VersionsAsync(stored.Row.Id, cancellation)).Select(ActiveVersionDocument.From).ToList();
            output.Document(writer => JsonSerializer.Serialize(writer, new ActiveStrategyDetailDocument(ActiveStrategyDocument.From(stored), versions), ApiJson.Options));
            output.Line($"{stored.Row.Id} {stored.Row.Name}: {stored.Row.Status.Word()}, version {stored.Version.Number}");
            output.Line(stored.Watch?.Sentence ?? "Not watched yet: no new day of candles since it is followed.");
            output.Line(stored.Version.Spec);
            output.Table(["version", "origin", "since"], versions.Select(v => new[] { $"{v.Version}", v.Origin, $"{v.CreatedAt:yyyy-MM-dd HH:mm}" }));
            return ExitCode.Done;
        });
    }

    private static Command Restore(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        var version = new Option<int>("--version") { Description = "The version whose settings are to be followed again.", Required = true };
        return new Command("restore", "Follow the settings of an earlier version again, by a new one.") { name, version }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var service = Service(workspace);
            var result = await service.FindAsync(parsed.GetRequiredValue(name), cancellation) is { } stored
                ? await service.RestoreAsync(stored.Row.Id, parsed.GetValue(version), cancellation)
                : new FollowResult(null, false, null);
            return result is { Strategy: null, Conflict: null } ? output.NotFound($"version {parsed.GetValue(version)} of {parsed.GetRequiredValue(name)}") : Tell(output, result);
        });
    }

    private static Command Change(
        IReadOnlyDictionary<string, string?> settings, string verb, string description, Func<ActiveStrategyService, long, CancellationToken, Task<string?>> change)
    {
        var name = Name();
        return new Command(verb, description) { name }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var service = Service(workspace);
            if (await service.FindAsync(parsed.GetRequiredValue(name), cancellation) is not { } stored)
            {
                return output.NotFound($"active strategy {parsed.GetRequiredValue(name)}");
            }

            if (await change(service, stored.Row.Id, cancellation) is { } conflict)
            {
                return output.Failed(conflict);
            }

            var now = (await service.GetAsync(stored.Row.Id, cancellation))!;
            output.Document(writer => JsonSerializer.Serialize(writer, ActiveStrategyDocument.From(now), ApiJson.Options));
            output.Line($"{now.Row.Name}: {now.Row.Status.Word()}");
            return ExitCode.Done;
        });
    }

    private static async Task<FollowResult> FollowSpecAsync(ActiveStrategyService service, string path, string? name, CancellationToken cancellation)
    {
        var (text, format) = SpecInput.Read(path);
        return await service.FollowSpecAsync(text, format, name, cancellation);
    }

    private static int Tell(CommandOutput output, FollowResult result)
    {
        if (result.Strategy is not { } stored)
        {
            return output.Failed(result.Conflict!);
        }

        output.Document(writer => JsonSerializer.Serialize(writer, ActiveStrategyDocument.From(stored), ApiJson.Options));
        output.Line($"active strategy {stored.Row.Id}, {stored.Row.Name}: version {stored.Version.Number} ({stored.Version.Origin}) is followed");
        return ExitCode.Done;
    }

    private static Argument<string> Name() => new("name") { Description = "The active strategy's name or number." };

    private static ActiveStrategyService Service(Workspace workspace) => new RecommendationDesk(workspace).Active;
}
