using System.Globalization;
using System.Text.Json;

namespace Backtester.Data.Exchanges;

/// <summary>Reads numbers and texts of answers, which spell numbers as text as often as not.</summary>
internal static class AnswerFields
{
    /// <summary>A number; NaN for null and for empty text.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static double Number(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        JsonValueKind.String or JsonValueKind.Null => double.NaN,
        _ => throw new FormatException($"a number was expected, {value.ValueKind} came"),
    };

    /// <summary>A number of a property; NaN where there is none.</summary>
    public static double Number(this JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.Number() : double.NaN;

    /// <summary>A size of a property; 0 where there is none.</summary>
    public static double Size(this JsonElement item, string name) => item.Number(name) is var size && double.IsFinite(size) ? size : 0;

    /// <summary>A whole number, such as a time.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long Whole(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : (long)value.GetDouble(),
        JsonValueKind.String => long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"a whole number was expected, {value.ValueKind} came"),
    };

    /// <summary>A whole number of a property; null where it is missing, empty or not above 0.</summary>
    public static long? Time(this JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && (value.ValueKind == JsonValueKind.Number || value.GetString()!.Length > 0) && value.Whole() is > 0 and var time ? time : null;

    /// <summary>A text of a property; empty where there is none.</summary>
    public static string Text(this JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The items of a list that lies below the named properties.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement root, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            root = root.GetProperty(name);
        }

        return root.EnumerateArray();
    }
}
