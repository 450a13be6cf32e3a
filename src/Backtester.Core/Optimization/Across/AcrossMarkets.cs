using System.Text.Json.Nodes;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.Across;

/// <summary>The runs of a search over several markets: for each timeframe, and for each symbol where these are accounts of their own, the spec with only that.</summary>
internal static class AcrossMarkets
{
    /// <summary>More accounts than so many would be a slip of the pen: each is a search of its own.</summary>
    public const int Most = 100;

    /// <summary>The spec of each market, in the order of timeframes, then symbols; one, the spec itself, where the search has no `across`.</summary>
    public static IReadOnlyList<ObjectNode> Of(ObjectNode rest, AcrossSettings? across, List<SpecProblem> problems)
    {
        if (across is null)
        {
            return [rest];
        }

        var timeframes = across.Timeframes.Count > 0 ? across.Timeframes.Select(t => With(rest, "timeframe", Text(t.Name))) : [rest];
        var markets = (from spec in timeframes from market in BySymbol(spec, across.Symbols) select market).ToList();
        if (markets.Count > Most)
        {
            problems.Add(new SpecProblem("search.across", $"makes {markets.Count} accounts", $"{markets.Count}", $"at most {Most}"));
        }

        return markets.Count is > 0 and <= Most ? markets : [rest];
    }

    /// <summary>The same with a property that is set.</summary>
    public static ObjectNode With(ObjectNode node, string name, DocumentNode value) =>
        new([.. node.Properties.Where(p => p.Key != name), new(name, value)]);

    /// <summary>Names what a search over several markets is about where its spec does not.</summary>
    public static string NameOf(string strategy, IReadOnlyList<RunPlan> markets)
    {
        var (symbols, timeframes) = (markets.SelectMany(m => m.Spec.Symbols).Distinct().ToList(), markets.Select(m => m.Spec.Timeframe.Name).Distinct());
        return $"{strategy} {(symbols.Count > 4 ? $"{symbols.Count} symbols" : string.Join(", ", symbols))} {string.Join(", ", timeframes)}";
    }

    /// <summary>
    /// Makes the manifest of the first market that of all: the spec names all symbols and only the dates that were
    /// written, so that it can be planned again, and each market's candles stand beside it.
    /// </summary>
    /// <param name="manifest">Of the first market.</param>
    /// <param name="written">The document.</param>
    /// <param name="markets">All of them.</param>
    public static void Describe(JsonObject manifest, ObjectNode written, IReadOnlyList<RunPlan> markets)
    {
        var spec = (JsonObject)manifest["spec"]!;
        spec["symbols"] = new JsonArray([.. markets.SelectMany(m => m.Spec.Symbols).Distinct().Select(s => JsonValue.Create(s))]);
        foreach (var date in (string[])["start_date", "end_date"])
        {
            if (written[date] is null)
            {
                spec.Remove(date);
            }
        }

        if (written["name"] is null)
        {
            spec["name"] = NameOf(markets[0].Spec.Strategy, markets);
        }

        string[] shared = ["engine_version", "strategy_hash", "synthetic", "spec"];
        var parts = new JsonArray();
        foreach (var market in markets)
        {
            var part = (JsonObject)JsonNode.Parse(market.Manifest)!;
            part["start_ms"] = (double)market.Range.StartMs;
            part["end_ms"] = (double)market.Range.EndMs;
            part["symbols"] = new JsonArray([.. market.Spec.Symbols.Select(s => JsonValue.Create(s))]);
            part["timeframe"] = market.Spec.Timeframe.Name;
            Array.ForEach(shared, name => part.Remove(name));
            parts.Add((JsonNode)part);
        }

        foreach (var name in manifest.Select(p => p.Key).Where(k => !shared.Contains(k)).ToList())
        {
            manifest.Remove(name);
        }

        manifest["synthetic"] = markets.Any(m => m.Synthetic);
        manifest["markets"] = parts;
    }

    private static IEnumerable<ObjectNode> BySymbol(ObjectNode spec, bool separate) =>
        separate && spec["symbols"] is ListNode { Items.Count: > 0 } list
            ? list.Items.Select(symbol => With(spec, "symbols", new ListNode([symbol])))
            : [spec];

    private static ScalarNode Text(string text) => new(ScalarKind.Text, text);
}
