using System.Text.Json.Nodes;
using Backtester.Core.Formulas;
using Backtester.Core.Optimization.Across;
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
        var method = fields.Word("method", "grid", [.. SearchSettings.Methods]);
        var settings = new SearchSettings
        {
            Method = method,
            Trials = (int?)fields.Whole("trials", 1, 1_000_000),
            Objective = ReadObjective(fields),
            Objectives = ReadObjectives(fields, method),
            MinTrades = (int)(fields.Whole("min_trades", 0, 1_000_000) ?? 1),
            Batch = (int)(fields.Whole("batch", 1, 1024) ?? 16),
            Patience = (int?)fields.Whole("patience", 1, 1_000_000),
            Across = fields.Has("across") ? AcrossFields.Read(fields.Section("across")) : null,
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
        if (settings.Objectives.Count > 0)
        {
            document["objectives"] = new JsonArray([.. settings.Objectives.Select(o => JsonValue.Create(o))]);
        }

        if (settings.Patience is { } patience)
        {
            document["patience"] = (double)patience;
        }

        if (settings.Across is { } across)
        {
            document["across"] = AcrossFields.Write(across);
        }

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

        fields.Add(Problem(fields.PathOf("objective"), text, problem!));
        return "sharpe_ratio";
    }

    private static IReadOnlyList<string> ReadObjectives(FieldReader fields, string method)
    {
        var texts = fields.Texts("objectives");
        if (method != "genetic" || texts is null)
        {
            if (texts is not null)
            {
                fields.Add(new SpecProblem(fields.PathOf("objectives"), $"is not known to the method {method}", null, "the method genetic; the others make one thing best, `objective`", "objective"));
            }

            return method == "genetic" ? SearchSettings.DefaultObjectives : [];
        }

        if (texts.Count is < 2 or > 8 || texts.Distinct(StringComparer.Ordinal).Count() < texts.Count)
        {
            fields.Add(new SpecProblem(fields.PathOf("objectives"), texts.Count is < 2 or > 8 ? "has the wrong number of entries" : "names one twice", $"{texts.Count}", "2 to 8 metrics or expressions, each once"));
        }

        for (var i = 0; i < texts.Count; i++)
        {
            if (ObjectiveTerm.TryParse(texts[i], out var problem, countsWithoutDirection: true) is null)
            {
                fields.Add(Problem($"{fields.PathOf("objectives")}[{i}]", texts[i], problem!));
            }
        }

        return texts;
    }

    private static SpecProblem Problem(string path, string text, Diagnostic problem)
    {
        var place = problem.Column > 1 || problem.Line > 1 ? $" (line {problem.Line}, column {problem.Column})" : "";
        return new SpecProblem(path, problem.Message + place, problem.Got ?? $"\"{text}\"", problem.Allowed, problem.Suggestion);
    }
}
