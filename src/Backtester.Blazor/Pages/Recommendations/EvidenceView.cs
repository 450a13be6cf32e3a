using System.Text.Json.Nodes;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>Evidence as pages read it: any part may be missing, an unknown number is NaN.</summary>
public sealed class EvidenceView(JsonObject document)
{
    /// <summary>Reads the stored text.</summary>
    public static EvidenceView Parse(string json) => new(JsonNode.Parse(json) as JsonObject ?? []);

    /// <summary>True where two settings were compared.</summary>
    public bool HasComparison => document["current"] is JsonObject && document["alternative"] is JsonObject;

    /// <summary>A number by its path.</summary>
    public double Number(params string[] path)
    {
        var node = path.Aggregate((JsonNode?)document, (at, part) => (at as JsonObject)?[part]);
        return node is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN;
    }

    /// <summary>A text by its name.</summary>
    public string? Text(string name) => document[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The curves: days (Unix ms) and growth of one unit of money; null where there are none.</summary>
    public (double[] Days, double[] Current, double[] Alternative, double[] ChosenThen, string? ChosenFrom)? Curves =>
        document["curves"] is JsonObject curves && Numbers(curves["days"]) is { Length: > 1 } days
            ? (days, Numbers(curves["current"]), Numbers(curves["alternative"]), Numbers(curves["chosen_then"]), (string?)curves["chosen_from"])
            : null;

    /// <summary>The map over the first two parameters: mean believed advantage, percent a day; null where parameters were not compared.</summary>
    public EvidenceMap? Map => document["map"] is JsonObject map ? EvidenceMap.Of(map) : null;

    /// <summary>Stretches on which what was best before was traded: from, until, expected and realised advantage a day.</summary>
    public IReadOnlyList<(string From, string Until, double Expected, double Realised)> Windows =>
        [.. ((document["out_of_sample"] as JsonObject)?["windows"] as JsonArray ?? []).OfType<JsonObject>().Select(w =>
            ((string?)w["from"] ?? "", (string?)w["until"] ?? "", One(w["expected_per_day"]), One(w["realised_per_day"])))];

    /// <summary>Advantage by the state of the market: name, days, advantage a day.</summary>
    public IReadOnlyList<(string Name, double Days, double Advantage)> Regimes =>
        [.. (document["regimes"] as JsonObject ?? []).Where(r => r.Value is JsonObject).Select(r => (r.Key, One(r.Value!["days"]), One(r.Value!["advantage_per_day"])))];

    /// <summary>Alternatives compared, by type.</summary>
    public IReadOnlyList<(string Type, double Count)> Compared => [.. (document["compared"] as JsonObject ?? []).Select(c => (c.Key, One(c.Value)))];

    internal static double[] Numbers(JsonNode? node) => [.. (node as JsonArray ?? []).Select(One)];

    internal static double One(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.NaN;
}
