using System.Text.Json.Nodes;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.Across;

/// <summary>Reads and writes the object `search.across` of a spec.</summary>
internal static class AcrossFields
{
    /// <summary>The settings.</summary>
    public static AcrossSettings Read(FieldReader fields)
    {
        var symbols = fields.Flag("symbols") ?? true;
        var timeframes = new List<Timeframe>();
        var texts = fields.Texts("timeframes") ?? [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (!Timeframe.TryParse(texts[i], out var timeframe))
            {
                var known = Timeframe.All.Select(t => t.Name).ToList();
                fields.Add(new SpecProblem($"{fields.PathOf("timeframes")}[{i}]", "is not a timeframe", $"\"{texts[i]}\"", string.Join(", ", known), NearestName.Of(texts[i], known)));
            }
            else if (timeframes.Contains(timeframe))
            {
                fields.Add(new SpecProblem($"{fields.PathOf("timeframes")}[{i}]", "is listed twice", $"\"{texts[i]}\"", "each timeframe once"));
            }
            else
            {
                timeframes.Add(timeframe);
            }
        }

        var settings = new AcrossSettings(symbols, timeframes, fields.Word("aggregate", "mean", [.. AcrossSettings.Aggregates]));
        fields.Finish();
        return settings;
    }

    /// <summary>The document; it reads back as the same settings.</summary>
    public static JsonObject Write(AcrossSettings settings) => new()
    {
        ["symbols"] = settings.Symbols,
        ["timeframes"] = new JsonArray([.. settings.Timeframes.Select(t => JsonValue.Create(t.Name))]),
        ["aggregate"] = settings.Aggregate,
    };
}
