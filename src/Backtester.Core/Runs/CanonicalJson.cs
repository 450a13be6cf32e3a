using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Backtester.Core.Runs;

/// <summary>
/// Canonical JSON (RFC 8785): no white space, properties sorted by UTF-16 code units, shortest numbers as ECMAScript
/// writes them, minimal escapes. The same content gives the same bytes, so that it can be hashed.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Writes a node. Numbers must be finite.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>A number as ECMAScript's Number::toString writes it.</summary>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} has no JSON form", nameof(value));
        }

        if (value == 0)
        {
            return "0";
        }

        // "R" gives the shortest digits that read back the same, as ECMAScript asks, but places the point otherwise.
        var (digits, pointAfter) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var sign = value < 0 ? "-" : "";
        return sign + Place(digits, pointAfter);
    }

    /// <summary>Significant digits without leading or trailing zeros, and the position of the point relative to their start.</summary>
    private static (string Digits, int PointAfter) Split(string shortest)
    {
        var exponent = 0;
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            shortest = shortest[..e];
        }

        var point = shortest.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? shortest : shortest[..point];
        var digits = whole + (point < 0 ? "" : shortest[(point + 1)..]);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), whole.Length + exponent - leading);
    }

    private static string Place(string digits, int n)
    {
        var k = digits.Length;
        if (n is > 0 and <= 21)
        {
            return k <= n ? digits + new string('0', n - k) : $"{digits[..n]}.{digits[n..]}";
        }

        if (n is > -6 and <= 0)
        {
            return "0." + new string('0', -n) + digits;
        }

        var mantissa = k == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(n - 1 >= 0 ? "+" : "-")}{Math.Abs(n - 1)}");
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject o:
                AppendAll(text, '{', '}', o.OrderBy(p => p.Key, StringComparer.Ordinal), p =>
                {
                    AppendText(text, p.Key);
                    text.Append(':');
                    Append(text, p.Value);
                });
                break;
            case JsonArray a:
                AppendAll(text, '[', ']', a, item => Append(text, item));
                break;
            case JsonValue v when v.TryGetValue<string>(out var s):
                AppendText(text, s);
                break;
            case JsonValue v when v.TryGetValue<bool>(out var b):
                text.Append(b ? "true" : "false");
                break;
            default:
                text.Append(Number(node.AsValue().TryGetValue<double>(out var d) ? d : node.AsValue().GetValue<long>()));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            append(item);
        }

        text.Append(close);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
