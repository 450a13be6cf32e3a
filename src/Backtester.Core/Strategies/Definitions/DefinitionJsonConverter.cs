using System.Text.Json;
using System.Text.Json.Serialization;
using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>A definition inside other JSON: the document that <see cref="DefinitionWriter"/> writes and <see cref="DefinitionReader"/> reads.</summary>
public sealed class DefinitionJsonConverter : JsonConverter<StrategyDefinition>
{
    /// <inheritdoc/>
    public override StrategyDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return DefinitionReader.Parse(document.RootElement.GetRawText());
        }
        catch (FormulaException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StrategyDefinition value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(DefinitionWriter.ToJson(value));
    }
}
