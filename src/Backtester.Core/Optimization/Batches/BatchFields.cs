using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization.Batches;

/// <summary>Reads what a batch has in the plural, and writes the document of one search of it.</summary>
internal static class BatchFields
{
    private const string Ranges = "parameter_ranges";
    private static readonly string[] OfABatch = ["name", "strategies", "symbols", "timeframes"];
    private static readonly string[] OfAnEntry = ["strategy", "strategy_params", Ranges];

    /// <summary>The strategies with their parameters, as properties of a search.</summary>
    public static List<JsonObject> Strategies(ObjectNode root, IStrategyLibrary library, List<SpecProblem> problems)
    {
        const string Allowed = "a list of strategy ids, or of objects with strategy, strategy_params and parameter_ranges";
        foreach (var name in (string[])["strategy", "strategy_params", Ranges, "timeframe"])
        {
            if (root[name] is { } node)
            {
                problems.Add(new SpecProblem(name, "has no place in a batch", node.Describe(), name == "timeframe" ? "timeframes, a list" : "the entries of strategies"));
            }
        }

        var entries = new List<JsonObject>();
        if (root["strategies"] is not ListNode { Items.Count: > 0 } list)
        {
            problems.Add(new SpecProblem("strategies", root["strategies"] is null ? "is missing" : "holds none", root["strategies"]?.Describe(), Allowed));
            return entries;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var entry = list.Items[i] is ScalarNode { Kind: ScalarKind.Text } id ? new ObjectNode([new("strategy", id)]) : list.Items[i] as ObjectNode;
            if (entry?["strategy"] is null)
            {
                problems.Add(new SpecProblem($"strategies[{i}]", "names no strategy", list.Items[i].Describe(), Allowed));
                continue;
            }

            problems.AddRange(entry.Properties.Where(p => !OfAnEntry.Contains(p.Key)).Select(p =>
                new SpecProblem($"strategies[{i}].{p.Key}", "is not a property of an entry", p.Value.Describe(), string.Join(", ", OfAnEntry))));
            entries.Add(EntryOf(entry, library));
        }

        return entries;
    }

    /// <summary>A list of words, each once.</summary>
    public static List<string> Words(ObjectNode root, string name, List<SpecProblem> problems)
    {
        var words = new List<string>();
        if (root[name] is not ListNode { Items.Count: > 0 } list)
        {
            problems.Add(new SpecProblem(name, root[name] is null ? "is missing" : "holds none", root[name]?.Describe(), "a list with at least one"));
            return words;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not ScalarNode { Text.Length: > 0 } word)
            {
                problems.Add(new SpecProblem($"{name}[{i}]", "is no word", list.Items[i].Describe(), "a word"));
            }
            else if (words.Contains(word.Text))
            {
                problems.Add(new SpecProblem($"{name}[{i}]", "is listed twice", word.Describe(), "each once"));
            }
            else
            {
                words.Add(word.Text);
            }
        }

        return words;
    }

    /// <summary>What holds for every cell.</summary>
    public static JsonObject Common(ObjectNode root) => new(root.Properties.Where(p => !OfABatch.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, Json(p.Value))));

    /// <summary>The document of one search.</summary>
    public static JsonObject CellOf(JsonObject common, JsonObject entry, string symbol, string timeframe)
    {
        var cell = (JsonObject)common.DeepClone();
        foreach (var (name, value) in entry)
        {
            cell[name] = value?.DeepClone();
        }

        cell["symbols"] = new JsonArray(JsonValue.Create(symbol));
        cell["timeframe"] = timeframe;
        return cell;
    }

    private static JsonObject EntryOf(ObjectNode entry, IStrategyLibrary library)
    {
        var written = new JsonObject(entry.Properties.Where(p => OfAnEntry.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, Json(p.Value))));
        if (written[Ranges] is null && StrategyFields.Find(entry, library) is { } strategy)
        {
            var settled = (written["strategy_params"] as JsonObject)?.Select(p => p.Key).ToHashSet() ?? [];
            written[Ranges] = new JsonObject(SuggestedRanges.Of(strategy.Info.Parameters.Where(p => !settled.Contains(p.Name))).Select(r =>
                KeyValuePair.Create(r.Name, (JsonNode?)new JsonArray([.. r.Values.Select(v => JsonValue.Create(v))]))));
        }

        return written;
    }

    private static JsonNode? Json(DocumentNode node) => node switch
    {
        ObjectNode map => new JsonObject(map.Properties.Select(p => KeyValuePair.Create(p.Key, Json(p.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode { Kind: ScalarKind.Boolean } flag => JsonValue.Create(flag.Text == "true"),
        ScalarNode { Kind: ScalarKind.Number } number when double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) => JsonValue.Create(value),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
