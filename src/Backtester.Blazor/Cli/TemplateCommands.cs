using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Templates;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest template list|show|save|delete`: documents of new backtests under names.</summary>
internal static class TemplateCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("template", "Keep documents of new backtests under names.") { List(settings), Show(settings), Save(settings), Delete(settings) };

    private static Command List(IReadOnlyDictionary<string, string?> settings) => new Command("list", "List the templates.").Does((_, output, _) =>
    {
        var templates = Open(settings).List();
        output.Document(writer => JsonSerializer.Serialize(writer, TemplateListDocument.From(templates), ApiJson.Options));
        output.Table(["name", "saved"], templates.Select(t => new[] { t.Name, $"{DateTimeOffset.FromUnixTimeMilliseconds(t.SavedMs):yyyy-MM-dd HH:mm}" }));
        return Task.FromResult(ExitCode.Done);
    });

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var name = NameArgument();
        return new Command("show", "Print the document of a template, which `backtest run -` takes.") { name }.Does((parsed, output, _) =>
        {
            if (Open(settings).Read(parsed.GetRequiredValue(name)) is not { } json)
            {
                return Task.FromResult(NoTemplate(output, parsed.GetRequiredValue(name)));
            }

            output.WriteDocument(writer =>
            {
                using var document = JsonDocument.Parse(json);
                document.WriteTo(writer);
            });
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static Command Save(IReadOnlyDictionary<string, string?> settings)
    {
        var name = NameArgument();
        var file = new Argument<string>("spec") { Description = "The document, a file in JSON or YAML; - for standard input." };
        return new Command("save", "Save a document under a name, in place of one of the same name.") { name, file }.Does(async (parsed, output, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var text = path == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
            Open(settings).Save(parsed.GetRequiredValue(name), text);
            return Did(output, "saved", parsed.GetRequiredValue(name));
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var name = NameArgument();
        return new Command("delete", "Remove a template.") { name }.Does((parsed, output, _) => Task.FromResult(
            Open(settings).Delete(parsed.GetRequiredValue(name)) ? Did(output, "deleted", parsed.GetRequiredValue(name)) : NoTemplate(output, parsed.GetRequiredValue(name))));
    }

    private static SpecTemplates Open(IReadOnlyDictionary<string, string?> settings)
    {
        using var workspace = Workspace.Open(settings);
        return new SpecTemplates(workspace.Options.DataDirectory);
    }

    private static Argument<string> NameArgument() => new("name") { Description = "The template's name." };

    private static int NoTemplate(CommandOutput output, string name) => output.BadInput([new SpecProblem("name", "is that of no template", name)]);

    private static int Did(CommandOutput output, string what, string name)
    {
        output.Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(what, name);
            writer.WriteEndObject();
        });
        output.Line($"{what} {name}");
        return ExitCode.Done;
    }
}
