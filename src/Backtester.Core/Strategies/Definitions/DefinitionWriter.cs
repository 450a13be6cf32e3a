using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Writes a definition in its one canonical spelling: fields in a fixed order, formulas as the printer spells them, defaults left out.</summary>
public static class DefinitionWriter
{
    /// <summary>As YAML.</summary>
    public static string ToYaml(StrategyDefinition definition)
    {
        var text = new StringBuilder();
        YamlText.Write(text, DefinitionTree.Of(definition, forPeople: true), 0);
        return text.ToString();
    }

    /// <summary>As JSON, indented.</summary>
    public static string ToJson(StrategyDefinition definition) => Encoding.UTF8.GetString(Json(DefinitionTree.Of(definition, forPeople: true), indented: true));

    internal static string ContentHash(StrategyDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Json(DefinitionTree.Of(definition, forPeople: false), indented: false)));

    private static byte[] Json(object tree, bool indented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            Write(writer, tree);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case List<KeyValuePair<string, object>> map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item);
                }

                writer.WriteEndObject();
                break;
            case List<object> list:
                writer.WriteStartArray();
                list.ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            case double number:
                writer.WriteRawValue(FormulaPrinter.Print(number));
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}
