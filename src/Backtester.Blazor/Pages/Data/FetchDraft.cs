using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backtester.Blazor.Pages.Data;

/// <summary>
/// What is chosen in the card that fetches candles, as the browser keeps the fields of a plain form: one object, a value for
/// each field's id. The browser writes into the same object while a field is typed in.
/// </summary>
/// <param name="Exchange">The market; null where it was not kept.</param>
/// <param name="Start">First day; null for the listing.</param>
/// <param name="End">Last day; null for the last finished candle.</param>
/// <param name="Symbols">As they were typed or picked.</param>
/// <param name="Timeframes">Those that are ticked; null where none was kept, ticked or not.</param>
public sealed record FetchDraft(string? Exchange, DateOnly? Start, DateOnly? End, IReadOnlyList<string> Symbols, IReadOnlyList<string>? Timeframes)
{
    private const string Ticked = "d-timeframe-";

    /// <summary>The id of a timeframe's field.</summary>
    public static string IdOf(string timeframe) => Ticked + timeframe;

    /// <summary>The symbols of a line: between commas, each once.</summary>
    public static IEnumerable<string> SymbolsOf(string? line) =>
        (line ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();

    /// <summary>What was kept; null where nothing was, or it cannot be read.</summary>
    public static FetchDraft? Parse(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) || JsonNode.Parse(json) is not JsonObject fields ? null : new FetchDraft(
                Text(fields, "d-exchange"),
                Day(fields, "d-start"),
                Day(fields, "d-end"),
                [.. SymbolsOf(Text(fields, "d-symbols"))],
                fields.Any(f => IsTimeframe(f.Key)) ? [.. fields.Where(f => IsTimeframe(f.Key) && f.Value?.GetValueKind() == JsonValueKind.True).Select(f => f.Key[Ticked.Length..])] : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As the browser keeps it.</summary>
    public string ToJson()
    {
        var fields = new JsonObject
        {
            ["d-exchange"] = Exchange,
            ["d-start"] = Written(Start),
            ["d-end"] = Written(End),
            ["d-symbols"] = string.Join(", ", Symbols),
        };
        foreach (var timeframe in Core.Market.Timeframe.All)
        {
            fields[IdOf(timeframe.Name)] = Timeframes?.Contains(timeframe.Name) == true;
        }

        return fields.ToJsonString();
    }

    private static bool IsTimeframe(string id) => id.StartsWith(Ticked, StringComparison.Ordinal);

    private static string? Text(JsonObject fields, string id) => fields[id] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static DateOnly? Day(JsonObject fields, string id) =>
        DateOnly.TryParseExact(Text(fields, id), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
