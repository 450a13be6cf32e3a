using System.Text.Json;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads JSON text into a <see cref="DocumentNode"/> tree.</summary>
internal static class JsonSpec
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>The tree; null after a problem.</summary>
    public static DocumentNode? Read(string text, ICollection<SpecProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Convert(document.RootElement, "", problems);
        }
        catch (JsonException e)
        {
            problems.Add(new SpecProblem(
                "document",
                $"is not JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}",
                text.Length == 0 ? "an empty document" : null,
                "one JSON object"));
            return null;
        }
    }

    private static DocumentNode Convert(JsonElement element, string path, ICollection<SpecProblem> problems) => element.ValueKind switch
    {
        JsonValueKind.Object => ConvertObject(element, path, problems),
        JsonValueKind.Array => new ListNode([.. element.EnumerateArray().Select((item, i) => Convert(item, $"{path}[{i}]", problems))]),
        JsonValueKind.String => new ScalarNode(ScalarKind.Text, element.GetString()!),
        JsonValueKind.Number => new ScalarNode(ScalarKind.Number, element.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new ScalarNode(ScalarKind.Boolean, element.GetRawText()),
        _ => new ScalarNode(ScalarKind.Null, "null"),
    };

    private static ObjectNode ConvertObject(JsonElement element, string path, ICollection<SpecProblem> problems)
    {
        var properties = new List<KeyValuePair<string, DocumentNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var field = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!seen.Add(property.Name))
            {
                problems.Add(new SpecProblem(field, "is written twice", Allowed: "each property once"));
                continue;
            }

            properties.Add(new(property.Name, Convert(property.Value, field, problems)));
        }

        return new ObjectNode(properties);
    }
}
