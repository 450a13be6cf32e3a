using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>
/// The document behind the form: the same JSON as a REST body. Fields of the form read and write it by path
/// ("execution.fees.taker"), so what the form does not know is kept, and what a person typed wrongly is kept as typed:
/// the planner is the only judge.
/// </summary>
public sealed class FormDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonObject _root;

    /// <summary>An empty document: every default holds.</summary>
    public FormDocument() => _root = [];

    private FormDocument(JsonObject root) => _root = root;

    /// <summary>True where nothing is written.</summary>
    public bool IsEmpty => _root.Count == 0;

    /// <summary>The document as indented JSON.</summary>
    public string ToJson() => _root.ToJsonString(Indented);

    /// <summary>The document as YAML; read back it is the same.</summary>
    public string ToYaml()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        new YamlStream(new YamlDocument(ToYaml(_root))).Save(writer, assignAnchors: false);
        return writer.ToString().ReplaceLineEndings("\n").Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>Reads JSON or YAML; a text that begins with a brace is JSON.</summary>
    /// <exception cref="FormatException">It is neither; the message says where.</exception>
    public static FormDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (text.TrimStart().StartsWith('{'))
            {
                return JsonNode.Parse(text) is JsonObject root ? new(root) : throw new FormatException("The document must be one object.");
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 && FromYaml(stream.Documents[0].RootNode) is JsonObject yaml
                ? new(yaml)
                : throw new FormatException("The document must be one object: a JSON object, or YAML with one 'name: value' a line.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"This is not valid JSON: line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}.", error);
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw new FormatException($"This is not valid YAML: line {error.Start.Line}, column {error.Start.Column}: {error.Message}", error);
        }
    }

    /// <summary>The value at a path as text, in the spelling of the document; null where nothing is written.</summary>
    public string? Text(string path) => Find(path) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var node => node.ToJsonString(),
    };

    /// <summary>The texts of a list; empty where there is none.</summary>
    public IReadOnlyList<string> List(string path) => Find(path) is JsonArray array
        ? [.. array.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : item?.ToJsonString() ?? "")]
        : [];

    /// <summary>Writes a word; empty removes it, so that the default holds.</summary>
    public void SetText(string path, string? text) => Set(path, string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text.Trim()));

    /// <summary>Writes a number; what is not a number is kept as typed; empty removes it.</summary>
    public void SetNumber(string path, string? text)
    {
        var trimmed = text?.Trim() ?? "";
        var node = decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(trimmed);
        Set(path, trimmed.Length == 0 ? null : node);
    }

    /// <summary>Writes true or false; null removes it.</summary>
    public void SetFlag(string path, bool? value) => Set(path, value is { } flag ? JsonValue.Create(flag) : null);

    /// <summary>Writes a list of words.</summary>
    public void SetList(string path, IEnumerable<string> items) => Set(path, new JsonArray([.. items.Select(i => (JsonNode?)JsonValue.Create(i))]));

    /// <summary>Writes a list of words and of objects, which are texts that begin with a brace, as <see cref="List"/> gives them.</summary>
    public void SetItems(string path, IEnumerable<string> items) =>
        Set(path, new JsonArray([.. items.Select(i => i.StartsWith('{') ? JsonNode.Parse(i) : JsonValue.Create(i))]));

    /// <summary>Writes a list of numbers; what is no number is kept as typed.</summary>
    public void SetNumbers(string path, IEnumerable<string> items) => Set(path, new JsonArray([.. items.Select(i =>
        decimal.TryParse(i.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (JsonNode?)JsonValue.Create(number) : JsonValue.Create(i.Trim()))]));

    /// <summary>Removes whatever stands at a path.</summary>
    public void Remove(string path) => Set(path, null);

    private JsonNode? Find(string path)
    {
        JsonNode? node = _root;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    private void Set(string path, JsonNode? value)
    {
        var names = path.Split('.');
        var owners = new List<JsonObject> { _root };
        foreach (var name in names[..^1])
        {
            if (owners[^1][name] is not JsonObject next)
            {
                if (value is null)
                {
                    return;
                }

                owners[^1][name] = next = [];
            }

            owners.Add(next);
        }

        if (value is not null)
        {
            owners[^1][names[^1]] = value;
            return;
        }

        // An object that became empty goes too: it says nothing.
        owners[^1].Remove(names[^1]);
        for (var i = owners.Count - 1; i > 0 && owners[i].Count == 0; i--)
        {
            owners[i - 1].Remove(names[i - 1]);
        }
    }

    private static YamlNode ToYaml(JsonNode? node) => node switch
    {
        JsonObject map => new YamlMappingNode(map.SelectMany(p => new[] { new YamlScalarNode(p.Key), ToYaml(p.Value) })),
        JsonArray list => new YamlSequenceNode(list.Select(ToYaml)),
        JsonValue value when value.TryGetValue<string>(out var text) => new YamlScalarNode(text)
        {
            // A word that would be read as something else is quoted.
            Style = FromPlain(text) is JsonValue plain && plain.TryGetValue<string>(out _) ? YamlDotNet.Core.ScalarStyle.Any : YamlDotNet.Core.ScalarStyle.DoubleQuoted,
        },
        null => new YamlScalarNode("null"),
        _ => new YamlScalarNode(node.ToJsonString()),
    };

    private static JsonNode? FromYaml(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), FromYaml(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(FromYaml)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar => FromPlain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new FormatException("Anchors and tags have no place in a spec."),
    };

    private static JsonValue? FromPlain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text),
    };
}
