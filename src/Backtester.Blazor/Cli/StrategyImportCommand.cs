using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Runs;
using Backtester.Core.Strategies.Pine;

namespace Backtester.Blazor.Cli;

/// <summary>`strategies import FILE`: a Pine script is translated, a definition checked; what is whole is stored. Ends with 1 where a part that affects trades was left out and nothing was stored.</summary>
internal static class StrategyImportCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "A Pine script (.pine), or a definition in YAML or JSON." };
        var dry = new Option<bool>("--dry-run") { Description = "Show what comes of it and store nothing." };
        var partial = new Option<bool>("--partial") { Description = "Store it though a part that affects trades was left out." };
        return new Command("import", "Import a strategy: a Pine script or a definition.") { file, dry, partial }.Does(async (parsed, output, cancellation) =>
        {
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
            {
                return output.BadInput([new SpecProblem("file", "there is no such file", source.FullName, "a Pine script or a definition")]);
            }

            var text = await File.ReadAllTextAsync(source.FullName, cancellation);
            using var workspace = Workspace.Open(settings);
            try
            {
                var imported = new StrategyImporter(workspace.StrategyFiles).Import(text, PineImport.IsPine(source.Name), !parsed.GetValue(dry), parsed.GetValue(partial));
                return imported.Strategy is null ? output.BadInput(Problems(imported.Pine!)) : Write(output, imported, parsed.GetValue(dry));
            }
            catch (FormulaException e)
            {
                return output.BadInput([.. e.Problems.Select(p => new SpecProblem(p.Path, p.DocumentLine is { } line ? $"{p.Message} (line {line})" : p.Message, p.Got, p.Allowed, p.Suggestion))]);
            }
        });
    }

    /// <summary>Every line of a script of which nothing could be made.</summary>
    internal static IReadOnlyList<SpecProblem> Problems(PineImport pine) =>
        [.. pine.Untranslated.Select(r => new SpecProblem($"line {r.Line}, column {r.Column}", r.Reason, r.Source))];

    private static int Write(CommandOutput output, ImportedStrategy imported, bool dry)
    {
        var document = ImportedStrategyDocument.From(imported);
        output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
        output.Line(document.Definition.TrimEnd());
        if (document.Run.Count > 0)
        {
            output.Line();
            output.Line($"Fields for the run: {document.Run.ToJsonString()}");
        }

        Section(output, "Left out, and trades would be others with it:", document.Untranslated.Where(r => r.AffectsTrades).Select(r => $"{r}"));
        Section(output, "Left out, of no effect on trades:", document.Untranslated.Where(r => !r.AffectsTrades).Select(r => $"{r}"));
        Section(output, "Notes:", document.Notes);
        output.Line();
        output.Line(imported.IsStored ? $"Stored as {document.Id}." : dry ? "Not stored (--dry-run)." : "Not stored: lines that affect trades were left out. --partial stores it nevertheless.");
        return imported.IsStored || dry ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Section(CommandOutput output, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.Line();
        output.Line(title);
        all.ForEach(line => output.Line($"  {line}"));
    }
}
