using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Comparison;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest compare IDS`: runs side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var ids = new Argument<string[]>("ids") { Description = "Two to eight runs, as 1,2,3 or 1 2 3; the first is what the others are tested against.", Arity = ArgumentArity.OneOrMore };
        return new Command("compare", "Compare finished runs: metrics, settings, and whether they differ by more than chance.") { ids }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var comparison = await new ComparisonService(workspace.Runs).CompareAsync(string.Join(',', parsed.GetRequiredValue(ids)), cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, ComparisonDocument.From(comparison), ApiJson.Options));
            Print(output, comparison);
            return ExitCode.Done;
        });
    }

    private static void Print(CommandOutput output, RunComparison comparison)
    {
        foreach (var test in comparison.Tests)
        {
            output.Line(test.Sentence);
        }

        foreach (var note in comparison.Notes)
        {
            output.Line($"note: {note}");
        }

        string[] runs = [.. comparison.Runs.Select(r => $"#{r.Id}")];
        output.Line();
        output.Table(["metric (* best)", .. runs], comparison.Metrics.Select(m => (string[])[m.Info.Name, .. m.Values.Select((v, i) => Text(v) + (m.Best[i] ? "*" : ""))]));
        output.Line();
        output.Table(["setting", .. runs], comparison.Settings.Select(s => (string[])[s.Field, .. s.Values.Select(v => v ?? "–")]));
    }

    private static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
