using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Options;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Cli;

/// <summary>`strategies list|show`: the catalogue.</summary>
internal static class StrategiesCommands
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The strategy, as the list names it." };
        var command = new Command("strategies", "The catalogue of strategies.")
        {
            new Command("list", "List all strategies.").Does((_, output, _) => Task.FromResult(List(output))),
            new Command("show", "Show a strategy and its parameters.") { id }
                .Does((parsed, output, _) => Task.FromResult(Show(parsed.GetRequiredValue(id), output))),
        };
        return command;
    }

    private static int List(CommandOutput output)
    {
        output.Document(writer => JsonSerializer.Serialize(writer, StrategyCatalog.All.Select(s => StrategyDocument.From(s.Info)), ApiJson.Options));
        output.Table(
            ["id", "version", "category", "parameters", "title"],
            StrategyCatalog.All.Select(s => s.Info).Select(s => new[] { s.Id, s.Version, s.Category, string.Join(' ', s.Parameters.Select(p => $"{p.Name}={p.Default}")), s.Title }));
        return ExitCode.Done;
    }

    private static int Show(string id, CommandOutput output)
    {
        if (StrategyCatalog.Find(id)?.Info is not { } strategy)
        {
            var ids = StrategyCatalog.All.Select(s => s.Info.Id).ToList();
            return output.BadInput([new("id", "there is no such strategy", id, string.Join(", ", ids), NearestName.Of(id, ids))]);
        }

        output.Document(writer => JsonSerializer.Serialize(writer, StrategyDocument.From(strategy), ApiJson.Options));
        output.Line($"{strategy.Id} {strategy.Version} ({strategy.Category}): {strategy.Title}");
        output.Line(strategy.Description);
        output.Line(strategy.Constraint is null ? "" : $"Constraint: {strategy.Constraint}");
        output.Table(
            ["parameter", "default", "min", "max", "step", "help"],
            strategy.Parameters.Select(p => new[] { p.Name, $"{p.Default}", $"{p.Min}", $"{p.Max}", $"{p.Step}", p.Help }));
        return ExitCode.Done;
    }
}
