using System.Text.Json;

namespace Backtester.Blazor.Comparison;

/// <summary>A setting in which the compared runs differ.</summary>
/// <param name="Field">Its path in the manifest, such as "strategy_params.fast".</param>
/// <param name="Values">Its value in each run, as JSON without quotes; null where the run does not have it.</param>
public sealed record SettingRow(string Field, IReadOnlyList<string?> Values)
{
    // A name says nothing of what ran, and the hash of a part follows from the part.
    private static readonly string[] LeftOut = ["name", "spec.name"];

    /// <summary>The fields in which manifests differ, in the order of the first that has them.</summary>
    /// <param name="manifests">Canonical JSON of each run's manifest.</param>
    public static IReadOnlyList<SettingRow> Of(IReadOnlyList<string> manifests)
    {
        var tables = manifests.Select(Flatten).ToList();
        return
        [
            .. tables.SelectMany(t => t.Keys).Distinct(StringComparer.Ordinal).Except(LeftOut, StringComparer.Ordinal)
                .Select(field => new SettingRow(Shown(field), [.. tables.Select(t => t.GetValueOrDefault(field))]))
                .Where(row => row.Values.Distinct(StringComparer.Ordinal).Count() > 1),
        ];
    }

    private static string Shown(string field) => field.StartsWith("spec.", StringComparison.Ordinal) ? field["spec.".Length..] : field;

    private static Dictionary<string, string?> Flatten(string manifest)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(manifest);
        Add("", document.RootElement);
        return fields;

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in value.EnumerateObject())
                {
                    Add(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                }
            }
            else
            {
                fields[path] = value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number) => string.Join(", ", value.EnumerateArray()),
                    _ => value.ToString(),
                };
            }
        }
    }
}
