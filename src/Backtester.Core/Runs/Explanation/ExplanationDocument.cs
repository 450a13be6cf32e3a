using System.Text.Json;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs.Explanation;

/// <summary>Writes an explanation: what REST answers and `backtest explain --json` prints.</summary>
public static class ExplanationDocument
{
    /// <summary>Writes one object with the funnel and, where one was asked for, a bar.</summary>
    public static void Write(Utf8JsonWriter writer, Funnel funnel, BarExplanation? bar)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(funnel);
        writer.WriteStartObject();
        writer.WriteStartObject("funnel");
        writer.WriteNumber("bars", funnel.Bars);
        writer.WriteStartArray("steps");
        foreach (var step in funnel.Steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Name);
            writer.WriteNumber("entered", step.Entered);
            writer.WriteNumber("stopped", step.Stopped);
            writer.WriteStartObject("reasons");
            foreach (var (reason, count) in step.Reasons)
            {
                writer.WriteNumber(reason, count);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("entries", funnel.Entries);
        writer.WriteString("first_empty", funnel.FirstEmpty?.Name);
        writer.WriteEndObject();
        writer.WritePropertyName("bar");
        if (bar is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            WriteBar(writer, bar);
        }

        writer.WriteEndObject();
    }

    /// <summary>The words of signals, such as "long_entry".</summary>
    public static IEnumerable<string> WordsOf(Signals signals) => Enum.GetValues<Signals>()
        .Where(s => s != Signals.None && (signals & s) == s)
        .Select(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()));

    private static void WriteBar(Utf8JsonWriter writer, BarExplanation bar)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", bar.Symbol);
        writer.WriteString("time", IsoTime.Format(bar.TimeMs));
        writer.WriteNumber("bar", bar.Bar);
        writer.WriteString("step", bar.Step);
        writer.WriteString("reason", bar.Reason);
        writer.WriteStartArray("signals");
        foreach (var word in WordsOf(bar.Signals))
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString("position", bar.Position is { } position ? Words.Of(position.Direction) : null);
        writer.WriteStartArray("rules");
        foreach (var part in bar.Parts)
        {
            writer.WriteStartObject();
            writer.WriteString("field", part.Field);
            writer.WriteString("expression", part.Expression);
            writer.WriteNumber("depth", part.Depth);
            if (double.IsFinite(part.Value) && part.IsBoolean)
            {
                writer.WriteBoolean("value", part.Value != 0);
            }
            else if (double.IsFinite(part.Value))
            {
                writer.WriteNumber("value", part.Value);
            }
            else
            {
                writer.WriteNull("value");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
