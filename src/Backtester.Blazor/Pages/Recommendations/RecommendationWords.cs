using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Blazor.Shared;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>Recommendations in words for people.</summary>
internal static class RecommendationWords
{
    /// <summary>What a type asks for.</summary>
    public static string Title(string type) => type switch
    {
        "leave_as_is" => "Leave it as it is",
        "parameters" => "Other parameters",
        "timeframe" => "Another timeframe",
        "symbols" => "Other symbols",
        "risk" => "Other limits of risk",
        "retire" => "Retire the strategy",
        "reoptimize" => "Search the parameters anew",
        "repair_data" => "Fetch or repair candles",
        _ => Format.Words(type),
    };

    /// <summary>What it is expected to bring; null where it is no forecast.</summary>
    public static string? Expected(StrategyRecommendation row) => row.Metric.Length == 0 ? null : $"{Change(row, row.Expected)} ({Change(row, row.ExpectedLow)} to {Change(row, row.ExpectedHigh)})";

    /// <summary>A change of its metric.</summary>
    public static string Change(StrategyRecommendation row, double? value) =>
        row.Metric is "roi" or "max_drawdown_percentage" ? Format.SignedPercent(value) : Format.Signed(value);

    /// <summary>A share as percent without decimals.</summary>
    public static string Share(double? value) => Format.Percent(100 * value, 0);

    /// <summary>The fields that change: name, value now, value after.</summary>
    public static IReadOnlyList<(string Field, string Now, string After)> Changes(StrategyRecommendation row)
    {
        var (now, after) = (Document(row.CurrentParamsJson), Document(row.RecommendedParamsJson));
        return [.. now.Select(p => p.Key).Union(after.Select(p => p.Key)).Select(name => (Format.Words(name.Replace("strategy_params.", "", StringComparison.Ordinal)), Value(now[name]), Value(after[name])))];
    }

    /// <summary>The sentences of a stored list.</summary>
    public static IReadOnlyList<string> Sentences(string json) => [.. (JsonNode.Parse(json) as JsonArray ?? []).Select(s => (string?)s ?? "")];

    /// <summary>What became of it.</summary>
    public static string Outcome(StrategyRecommendation row) => row.JudgedAtMs is null
        ? $"judged by {Format.Day(row.JudgedFromMs)} to {Format.Day(row.JudgedUntilMs - 1)}"
        : $"{Change(row, row.Realised)}, {(row.Improved == true ? "right" : "wrong")}{(row.InsideInterval == false ? ", outside the interval" : "")}";

    private static JsonObject Document(string json) => JsonNode.Parse(json) as JsonObject ?? [];

    private static string Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonArray list => string.Join(", ", list.Select(Value)),
        JsonValue number when number.TryGetValue<double>(out var known) => Format.Quantity(known),
        JsonValue flag when flag.TryGetValue<bool>(out var known) => known ? "yes" : "no",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
