using System.Text.Json.Nodes;
using Backtester.Core.Optimization.Objectives;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization;

/// <summary>Reads and writes the object `search` of a spec.</summary>
internal static class SearchFields
{
    /// <summary>The settings; a field with a problem gives its default.</summary>
    public static SearchSettings Read(FieldReader fields)
    {
        var settings = new SearchSettings
        {
            Method = fields.Word("method", "grid", [.. SearchSettings.Methods]),
            Trials = (int?)fields.Whole("trials", 1, 1_000_000),
            Objective = ReadObjective(fields),
            MinTrades = (int)(fields.Whole("min_trades", 0, 1_000_000) ?? 1),
            Batch = (int)(fields.Whole("batch", 1, 1024) ?? 16),
            Workers = (int?)fields.Whole("workers", 1, 1024),
        };
        fields.Finish();
        return settings;
    }

    /// <summary>The document; it reads back as the same settings.</summary>
    public static JsonObject Write(SearchSettings settings)
    {
        var document = new JsonObject
        {
            ["method"] = settings.Method,
            ["objective"] = settings.Objective,
            ["min_trades"] = (double)settings.MinTrades,
            ["batch"] = (double)settings.Batch,
        };
        if (settings.Trials is { } trials)
        {
            document["trials"] = (double)trials;
        }

        if (settings.Workers is { } workers)
        {
            document["workers"] = (double)workers;
        }

        return document;
    }

    private static string ReadObjective(FieldReader fields)
    {
        var text = fields.Text("objective");
        if (text is null || ObjectiveTerm.TryParse(text, out var problem) is not null)
        {
            return text ?? "sharpe_ratio";
        }

        var place = problem!.Column > 1 || problem.Line > 1 ? $" (line {problem.Line}, column {problem.Column})" : "";
        fields.Add(new SpecProblem(fields.PathOf("objective"), problem.Message + place, problem.Got ?? $"\"{text}\"", problem.Allowed, problem.Suggestion));
        return "sharpe_ratio";
    }
}
