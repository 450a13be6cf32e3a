using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Formulas;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using NearestName = Backtester.Blazor.Options.NearestName;

namespace Backtester.Blazor.Cli;

/// <summary>`strategies list|show|save|versions|check|import`: the catalogue and the user's strategies.</summary>
internal static class StrategiesCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) => new("strategies", "The strategies: the catalogue's and yours.")
    {
        new Command("list", "List all strategies.").Does((_, output, _) => Task.FromResult(List(settings, output))),
        Show(settings),
        StrategySaveCommand.Create(settings),
        Versions(settings),
        StrategyCheckCommand.Create(settings),
        StrategyImportCommand.Create(settings),
    };

    private static int List(IReadOnlyDictionary<string, string?> settings, CommandOutput output)
    {
        using var workspace = Workspace.Open(settings);
        var strategies = workspace.CommandStrategies.All;
        output.Document(writer => JsonSerializer.Serialize(writer, strategies.Select(StrategyDocument.From), ApiJson.Options));
        output.Table(
            ["id", "version", "category", "source", "parameters", "title"],
            strategies.Select(StrategyDocument.From).Select(s => new[] { s.Id, s.Version, s.Category, s.Source, string.Join(' ', s.Parameters.Select(p => $"{p.Name}={p.Default}")), s.Title }));
        foreach (var file in workspace.StrategyFiles.Files().Where(f => f.Problems.Count > 0))
        {
            output.Line($"{file.Name} is not listed: {string.Join("; ", file.Problems)}");
        }

        return ExitCode.Done;
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = new Argument<string>("id") { Description = "The strategy, as the list names it, or the path of a file." };
        var yaml = new Option<bool>("--yaml") { Description = "Print its definition." };
        return new Command("show", "Show a strategy and its parameters.") { id, yaml }.Does((parsed, output, _) =>
        {
            using var workspace = Workspace.Open(settings);
            if (Find(workspace, parsed.GetRequiredValue(id), out var problems) is not { } strategy)
            {
                return Task.FromResult(output.BadInput(problems));
            }

            if (parsed.GetValue(yaml) && strategy is DefinedStrategy defined)
            {
                output.Line(DefinitionWriter.ToYaml(defined.Definition).TrimEnd());
                return Task.FromResult(ExitCode.Done);
            }

            Write(output, strategy);
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command Versions(IReadOnlyDictionary<string, string?> settings)
    {
        var id = new Argument<string>("id") { Description = "One of your strategies." };
        return new Command("versions", "List the kept versions of one of your strategies.") { id }.Does((parsed, output, _) =>
        {
            using var workspace = Workspace.Open(settings);
            workspace.StrategyFiles.Files();
            var versions = workspace.StrategyFiles.Versions(parsed.GetRequiredValue(id));
            output.Document(writer => JsonSerializer.Serialize(writer, versions, ApiJson.Options));
            output.Table(["version", "hash", "stored"], versions.Select(v => new[] { v.Version, v.Hash, $"{v.StoredAt:yyyy-MM-dd HH:mm:ss}" }));
            return Task.FromResult(versions.Count > 0 ? ExitCode.Done : output.NotFound($"kept version of '{parsed.GetRequiredValue(id)}'"));
        });
    }

    private static CatalogStrategy? Find(Workspace workspace, string name, out IReadOnlyList<SpecProblem> problems)
    {
        var found = new List<Diagnostic>();
        var strategies = workspace.CommandStrategies;
        var strategy = strategies.Find(name, found);
        var ids = strategies.All.Select(s => s.Info.Id).ToList();
        problems = found.Count == 0
            ? [new("id", "there is no such strategy", name, string.Join(", ", ids), NearestName.Of(name, ids))]
            : [.. found.Select(p => new SpecProblem(p.Path.Length == 0 ? name : $"{name}: {p.Path}", p.Message, p.Got, p.Allowed, p.Suggestion))];
        return strategy;
    }

    private static void Write(CommandOutput output, CatalogStrategy found)
    {
        var strategy = found.Info;
        output.Document(writer => JsonSerializer.Serialize(writer, StrategyDocument.From(found), ApiJson.Options));
        output.Line($"{strategy.Id} {strategy.Version} ({strategy.Category}): {strategy.Title}");
        output.Line(strategy.Description);
        output.Line(strategy.Constraint is null ? "" : $"Constraint: {strategy.Constraint}");
        output.Table(
            ["parameter", "default", "min", "max", "step", "help"],
            strategy.Parameters.Select(p => new[] { p.Name, $"{p.Default}", $"{p.Min}", $"{p.Max}", $"{p.Step}", p.Help }));
    }
}
