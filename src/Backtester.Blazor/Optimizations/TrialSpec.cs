using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// The run spec of one set of a search: what the search ran it with, so that the run shows the trial's own numbers. A set of
/// a search over several markets was run once on each, in an account of its own: so is the spec.
/// </summary>
internal static class TrialSpec
{
    /// <summary>The markets of a search with `search.across`, as <see cref="LabelOf"/> names them, in the order of a trial's markets; empty for other searches.</summary>
    public static IReadOnlyList<string> MarketsOf(StrategyOptimization search) => [.. Markets(search).Select(m => LabelOf(SymbolsOf(m), (string)m["timeframe"]!))];

    /// <summary>The name of a market: its symbols, joined by commas, and its timeframe.</summary>
    public static string LabelOf(string symbols, string timeframe) => $"{symbols} {timeframe}";

    /// <summary>The document: the search's own without what makes it a search, with the set's parameters.</summary>
    /// <param name="search">The search.</param>
    /// <param name="parameters">Of the set.</param>
    /// <param name="market">One of <see cref="MarketsOf"/>; null is enough where there is one.</param>
    /// <exception cref="SpecException">The search has several markets and none is named, or has none of this name.</exception>
    public static JsonObject Of(StrategyOptimization search, IReadOnlyDictionary<string, double> parameters, string? market = null)
    {
        var chosen = Chosen(search, market);
        var spec = RunOf(search.Manifest, parameters, (chosen ?? JsonNode.Parse(search.Manifest)!)["warmup"]);
        if (chosen is not null)
        {
            spec["symbols"] = chosen["symbols"]!.DeepClone();
            spec["timeframe"] = chosen["timeframe"]!.DeepClone();
            spec["start_date"] = IsoTime.Format((long)(double)chosen["start_ms"]!);
            spec["end_date"] = IsoTime.Format((long)(double)chosen["end_ms"]!);
        }

        return spec;
    }

    /// <summary>
    /// The spec of a stored manifest without what makes it a search or a walk-forward, with a set's parameters. All sets read
    /// as many candles before their start as the one that needs the most; alone, a set might read fewer: so the number is said.
    /// </summary>
    internal static JsonObject RunOf(string manifest, IEnumerable<KeyValuePair<string, double>> parameters, JsonNode? warmup)
    {
        var spec = (JsonObject)JsonNode.Parse(BacktestJob.SpecOf(manifest))!;
        foreach (var name in (string[])["parameter_ranges", "search", "walk_forward", "name"])
        {
            spec.Remove(name);
        }

        spec["strategy_params"] = new JsonObject(parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, JsonValue.Create(p.Value))));
        if (warmup?["candles"] is { } read)
        {
            spec["warmup"] = read.DeepClone();
        }

        return spec;
    }

    private static JsonObject? Chosen(StrategyOptimization search, string? name)
    {
        var markets = Markets(search);
        if (markets.Count == 0 && name is null)
        {
            return null;
        }

        var labels = MarketsOf(search);
        var place = name is null && labels.Count == 1 ? 0 : labels.ToList().IndexOf(name ?? "");
        return place >= 0 ? markets[place] : throw new SpecException([new(
            "market",
            name is null ? "is missing: each set was run on several markets, in an account of its own on each" : "is no market of this search",
            name,
            labels.Count == 0 ? "none: the search has one account" : string.Join(", ", labels))]);
    }

    private static List<JsonObject> Markets(StrategyOptimization search) =>
        JsonNode.Parse(search.Manifest)!["markets"] is JsonArray markets ? [.. markets.OfType<JsonObject>()] : [];

    private static string SymbolsOf(JsonObject market) => string.Join(',', market["symbols"]!.AsArray().Select(s => (string)s!));
}
