using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Code;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads strategies, a list of {strategy, strategy_params, symbols, weight, name}, and portfolio, how they share the account.</summary>
internal static class StrategiesFields
{
    private const double WeightSlack = 1e-9;

    private static readonly string[] Replaced = ["strategy", "strategy_params"];

    /// <summary>The strategies; empty where the document names one by strategy, null after a problem that nothing can replace.</summary>
    /// <param name="fields">Fields of the document.</param>
    /// <param name="root">The document.</param>
    /// <param name="symbols">The symbols of the run; null where the document does not write them.</param>
    /// <param name="timeframe">The run's timeframe; null where it is unknown.</param>
    /// <param name="library">The strategies that a name can mean.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static IReadOnlyList<StrategySpec>? Read(
        FieldReader fields,
        ObjectNode root,
        IReadOnlyList<string>? symbols,
        Timeframe? timeframe,
        IStrategyLibrary library,
        ICollection<SpecProblem> problems)
    {
        if (!fields.Has("strategies"))
        {
            return [];
        }

        foreach (var other in Replaced.Where(fields.Has))
        {
            fields.Wrong(other, "stands beside strategies, which take its place", root[other], "one of the two");
        }

        if (root["strategies"] is not ListNode { Items.Count: > 0 } list)
        {
            fields.Wrong("strategies", "is not a list of strategies", root["strategies"], "a list such as [{\"strategy\": \"sma_cross\", \"weight\": 0.5}]");
            return null;
        }

        var parts = list.Items.Select((item, i) => ReadOne(fields, item, i, list.Items.Count, symbols, timeframe, library, problems)).ToList();
        CheckNames(fields, parts);
        CheckWeights(fields, list, parts);
        return parts.Contains(null) ? null : [.. parts.Select(p => p!)];
    }

    /// <summary>How several strategies share the account; nothing may be written where there is one.</summary>
    public static PortfolioSpec ReadPortfolio(FieldReader fields)
    {
        if (fields.Has("portfolio") && !fields.Has("strategies"))
        {
            fields.Wrong("portfolio", "says how several strategies share the account, and there are none", null, "strategies beside it");
        }

        var section = fields.Section("portfolio");
        var portfolio = new PortfolioSpec
        {
            Rebalance = section.Word("rebalance", "none", ["none", "daily", "weekly", "monthly"]),
            Positions = section.Word("positions", "separate", ["separate", "netting"]),
        };
        section.Finish();
        return portfolio;
    }

    private static StrategySpec? ReadOne(
        FieldReader fields,
        DocumentNode item,
        int index,
        int count,
        IReadOnlyList<string>? all,
        Timeframe? timeframe,
        IStrategyLibrary library,
        ICollection<SpecProblem> problems)
    {
        if (item is not ObjectNode node)
        {
            fields.Wrong($"strategies[{index}]", "is not an object", item, "an object such as {\"strategy\": \"sma_cross\"}");
            return null;
        }

        var own = new FieldReader(node, fields.PathOf($"strategies[{index}]"), problems);
        var (strategy, parameters) = StrategyFields.Read(own, node, timeframe, library, problems);
        var symbols = ReadSymbols(own, node, all);
        var weight = own.Number("weight", 0, 1, minExcluded: true) ?? 1.0 / count;
        var name = own.Text("name");
        own.Finish();
        return strategy is null || symbols is null ? null : new StrategySpec
        {
            Name = name ?? strategy.Info.Id,
            Strategy = strategy.Info.Id,
            Definition = StrategyFields.DefinitionOf(strategy),
            Code = strategy as CodeStrategy,
            StrategyParams = parameters,
            Symbols = symbols,
            Weight = weight,
        };
    }

    private static IReadOnlyList<string>? ReadSymbols(FieldReader own, ObjectNode node, IReadOnlyList<string>? all)
    {
        if (!own.Has("symbols"))
        {
            if (all is null)
            {
                own.Wrong("symbols", "is required, because the run has no symbols of its own", null, "a list of symbols such as [\"BTCUSDT\"]");
            }

            return all;
        }

        var symbols = own.Texts("symbols")?.Select(SymbolName.Normalize).ToList();
        if (symbols is { Count: 0 } || symbols?.Distinct().Count() < symbols?.Count)
        {
            own.Wrong("symbols", "is not a list of distinct symbols", node["symbols"], "at least one symbol, each once");
            return null;
        }

        var unknown = symbols is null || all is null ? [] : symbols.Except(all).ToList();
        if (unknown.Count > 0)
        {
            own.Wrong("symbols", "names symbols that the run does not have", new ScalarNode(ScalarKind.Text, string.Join(", ", unknown)), string.Join(", ", all!));
            return null;
        }

        return symbols;
    }

    private static void CheckNames(FieldReader fields, List<StrategySpec?> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is { } part && parts.FindIndex(p => p?.Name == part.Name) < i)
            {
                fields.Wrong($"strategies[{i}].name", "is that of another strategy of the run", new ScalarNode(ScalarKind.Text, part.Name), "each name once; without a name a strategy has its id");
            }
        }
    }

    private static void CheckWeights(FieldReader fields, ListNode list, List<StrategySpec?> parts)
    {
        var written = list.Items.Count(i => i is ObjectNode node && node["weight"] is not null and not ScalarNode { Kind: ScalarKind.Null });
        if (written > 0 && written < list.Items.Count)
        {
            fields.Wrong("strategies", "have weights only in part", new ScalarNode(ScalarKind.Number, $"{written}"), $"a weight for all {list.Items.Count}, or for none (equal parts)");
        }
        else if (parts.Sum(p => p?.Weight ?? 0) is > 1 + WeightSlack and var sum)
        {
            fields.Wrong("strategies", "have weights of more than the whole", new ScalarNode(ScalarKind.Number, CanonicalJson.Number(sum)), "at most 1 together");
        }
    }
}
