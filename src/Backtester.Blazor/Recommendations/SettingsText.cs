using System.Text.Json.Nodes;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Recommendations;

/// <summary>The settings of an active strategy as text: a run's document without what belongs to one run alone, canonical, so that equal settings are equal texts.</summary>
internal static class SettingsText
{
    /// <summary>Fields of a run's document that are no settings.</summary>
    private static readonly string[] OfOneRun = ["name", "start_date", "end_date"];

    /// <summary>The settings of a run's document.</summary>
    public static string Of(JsonObject spec)
    {
        // Read anew: what code built may hold numbers of any type, what was read holds text that any of them can be taken from.
        var settings = Parse(spec.ToJsonString());
        foreach (var field in OfOneRun)
        {
            settings.Remove(field);
        }

        // Who follows a strategy follows it from the middle of a history: its indicators know the candles before.
        settings["warmup"] = "auto";

        return CanonicalJson.Write(settings);
    }

    /// <summary>The settings of a run's document as text.</summary>
    public static string Of(string spec) => Of(Parse(spec));

    /// <summary>The document of stored settings.</summary>
    public static JsonObject Parse(string settings) => (JsonObject)(JsonNode.Parse(settings) ?? throw new FormatException("the stored settings are empty"));

    /// <summary>What people call them where they give no name: strategy, symbols, length of a bar.</summary>
    public static string NameOf(JsonObject settings)
    {
        var strategy = settings["strategies"] is JsonArray several ? $"{several.Count} strategies"
            : settings["strategy"] is JsonObject definition ? (string?)definition["id"] ?? "strategy"
            : (string?)settings["strategy"] ?? "strategy";
        return $"{strategy} {string.Join(",", SymbolsOf(settings))} {(string?)settings["timeframe"]}";
    }

    /// <summary>The id of the strategy; empty where there are several or it is a definition without one.</summary>
    public static string StrategyOf(JsonObject settings) => settings["strategy"] switch
    {
        JsonObject definition => (string?)definition["id"] ?? "",
        JsonValue id => (string?)id ?? "",
        _ => "",
    };

    /// <summary>The symbols in their order.</summary>
    public static IReadOnlyList<string> SymbolsOf(JsonObject settings) => [.. (settings["symbols"] as JsonArray ?? []).Select(s => (string?)s ?? "")];
}
