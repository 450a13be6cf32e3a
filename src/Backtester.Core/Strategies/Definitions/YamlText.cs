using System.Text;
using System.Text.Json;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Writes a tree as block YAML; texts stand bare where YAML reads them as they are, else between quotes.</summary>
internal static class YamlText
{
    public static void Write(StringBuilder text, List<KeyValuePair<string, object>> map, int indent, bool first = false)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', first ? 0 : indent).Append(key).Append(':');
            first = false;
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, object value, int indent)
    {
        switch (value)
        {
            case List<KeyValuePair<string, object>> { Count: 0 }:
                text.Append(" {}\n");
                break;
            case List<KeyValuePair<string, object>> map:
                text.Append('\n');
                Write(text, map, indent + 2);
                break;
            case List<object> list when list.TrueForAll(i => i is double):
                text.Append(" [").AppendJoin(", ", list.Select(i => FormulaPrinter.Print((double)i))).Append("]\n");
                break;
            case List<object> list:
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append(' ', indent + 2).Append("- ");
                    Write(text, (List<KeyValuePair<string, object>>)item, indent + 4, first: true);
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(object value) => value switch
    {
        double number => FormulaPrinter.Print(number),
        bool boolean => boolean ? "true" : "false",
        string text when IsBare(text) => text,

        // A JSON text is a double-quoted YAML text.
        string text => JsonSerializer.Serialize(text),
        _ => throw new ArgumentException($"{value.GetType().Name} is not written to YAML", nameof(value)),
    };

    private static bool IsBare(string text) =>
        text.Length > 0
        && text is not ("null" or "~")
        && !"-?:,[]{}#&*!|>'\"%@` =.".Contains(text[0])
        && text[^1] is not (' ' or ':')
        && text.All(c => c is >= ' ' and < (char)0x7F)
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal);
}
