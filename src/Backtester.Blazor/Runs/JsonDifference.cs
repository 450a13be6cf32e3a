using System.Text.Json.Nodes;

namespace Backtester.Blazor.Runs;

/// <summary>Where two JSON values differ, in words.</summary>
internal static class JsonDifference
{
    /// <summary>The first place in document order whose text differs, as "trades[3].mae: -0 stored, 0 now"; null where none does.</summary>
    public static string? First(JsonNode? stored, JsonNode? now) => First(stored, now, "");

    private static string? First(JsonNode? stored, JsonNode? now, string path) => (stored, now) switch
    {
        (JsonObject a, JsonObject b) => a.Select(p => p.Key).Union(b.Select(p => p.Key))
            .Select(name => First(a[name], b[name], path.Length == 0 ? name : $"{path}.{name}"))
            .FirstOrDefault(found => found is not null),
        (JsonArray a, JsonArray b) => a.Zip(b).Select((pair, i) => First(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(found => found is not null)
            ?? (a.Count == b.Count ? null : $"{path}: {a.Count} stored, {b.Count} now"),
        _ => Text(stored) == Text(now) ? null : $"{path}: {Text(stored)} stored, {Text(now)} now",
    };

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
