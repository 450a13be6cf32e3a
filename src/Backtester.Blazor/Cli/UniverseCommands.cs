using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`candles universe …`: named lists of symbols, fixed or by rule.</summary>
internal static class UniverseCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("universe", "Named lists of symbols for the field universe of a run spec: fixed ones, and ones that a rule chooses as of each date.")
        {
            new Command("list", "List the universes of the data folder.").Does((_, output, _) => Task.FromResult(List(settings, output))),
            Show(settings),
            Members(settings),
            Save(settings),
            Delete(settings),
        };

    private static int List(IReadOnlyDictionary<string, string?> settings, CommandOutput output)
    {
        using var workspace = Workspace.Open(settings);
        var universes = UniverseLine.Of(workspace.Candles.UniverseFiles!);
        output.Document(writer => JsonSerializer.Serialize(writer, universes, ApiJson.Options));
        output.Table(["name", "exchange", "what"], universes.Select(u => new[] { u.Name, u.Exchange ?? "any", u.Problems.Count > 0 ? $"cannot be used: {u.Problems[0]}" : u.Description }));
        return ExitCode.Done;
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        return new Command("show", "Print the document of a universe.") { name }.Does((parsed, output, _) =>
        {
            using var workspace = Workspace.Open(settings);
            var files = workspace.Candles.UniverseFiles!;
            if (files.Find(parsed.GetRequiredValue(name)) is not { } universe)
            {
                return Task.FromResult(output.BadInput([files.Missing(parsed.GetRequiredValue(name))]));
            }

            output.WriteDocument(writer => UniverseDocument.Write(universe).WriteTo(writer));
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command Members(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        var exchange = new Option<string?>("--exchange") { Description = "The market; left out, the universe's own, or the one that has its symbols." };
        var start = new Option<string?>("--start") { Description = "First day, ISO 8601; left out, the first stored candle." };
        var end = new Option<string?>("--end") { Description = "End, ISO 8601; left out, the last stored candle." };
        return new Command("members", "Tell whom a universe chose when, from the stored candles before each date.") { name, exchange, start, end }.Does((parsed, output, cancellation) =>
        {
            using var workspace = Workspace.Open(settings);
            var members = UniverseMembers.Of(
                workspace.Candles, parsed.GetRequiredValue(name), parsed.GetValue(exchange), parsed.GetValue(start), parsed.GetValue(end), cancellation);
            if (members is null)
            {
                return Task.FromResult(output.BadInput([workspace.Candles.UniverseFiles!.Missing(parsed.GetRequiredValue(name))]));
            }

            output.Document(writer => JsonSerializer.Serialize(writer, members, ApiJson.Options));
            output.Table(["from", "members", "symbols"], members.Periods.Select(p => new[] { $"{p.From:yyyy-MM-dd}", $"{p.Symbols.Count}", string.Join(" ", p.Symbols) }));
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command Save(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        var file = new Argument<string>("file") { Description = "A document in YAML or JSON, or - for stdin." };
        return new Command("save", "Store a universe under a name, in place of the one that has it.") { name, file }.Does((parsed, output, _) =>
        {
            var (text, _) = SpecInput.Read(parsed.GetRequiredValue(file));
            using var workspace = Workspace.Open(settings);
            var universe = workspace.Candles.UniverseFiles!.Save(parsed.GetRequiredValue(name), text);
            output.Document(writer => UniverseDocument.Write(universe).WriteTo(writer));
            output.Line($"{universe.Name}: {UniverseLine.Describe(universe)}");
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var name = Name();
        return new Command("delete", "Delete a universe. Runs that used it keep what they used.") { name }.Does((parsed, output, _) =>
        {
            using var workspace = Workspace.Open(settings);
            var files = workspace.Candles.UniverseFiles!;
            if (!files.Delete(parsed.GetRequiredValue(name)))
            {
                return Task.FromResult(output.BadInput([files.Missing(parsed.GetRequiredValue(name))]));
            }

            output.Document(writer => JsonSerializer.Serialize(writer, new { deleted = parsed.GetRequiredValue(name) }));
            output.Line($"{parsed.GetRequiredValue(name)}: deleted");
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Argument<string> Name() => new("name") { Description = "The universe's name." };
}
