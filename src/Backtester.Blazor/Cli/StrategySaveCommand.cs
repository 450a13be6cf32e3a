using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Formulas;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`strategies save FILE`: stores a definition among the user's strategies, as the page and POST /api/strategies do.</summary>
internal static class StrategySaveCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "A definition in YAML or JSON." };
        return new Command("save", "Store a strategy of your own; every version is kept.") { file }.Does((parsed, output, _) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
            {
                throw new SpecException([new("file", "is not there", path.FullName, "a strategy file in YAML or JSON")]);
            }

            using var workspace = Workspace.Open(settings);
            try
            {
                var stored = workspace.StrategyFiles.Save(File.ReadAllText(path.FullName), asWritten: true);
                output.Document(writer => JsonSerializer.Serialize(writer, new StoredStrategyDocument(stored.Info.Id, stored.Info.Version, stored.Hash), ApiJson.Options));
                output.Line($"Stored {stored.Info.Id} {stored.Info.Version}.");
                return Task.FromResult(ExitCode.Done);
            }
            catch (FormulaException error)
            {
                throw new SpecException([.. error.Problems.Select(p => new SpecProblem(
                    p.Path.Length == 0 ? "file" : p.Path, p.DocumentLine is { } line ? $"{p.Message} (line {line}, column {p.DocumentColumn})" : p.Message, p.Got, p.Allowed, p.Suggestion))]);
            }
        });
    }
}
