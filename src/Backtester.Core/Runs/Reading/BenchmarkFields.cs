using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Code;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads benchmark: buy_and_hold, a symbol, or an object with a symbol or a strategy.</summary>
internal static class BenchmarkFields
{
    private const string Allowed = "buy_and_hold, a symbol, {\"symbol\": …, \"exchange\": …}, or {\"strategy\": …, \"strategy_params\": …}";

    /// <summary>The benchmark; buying and holding where none is written or it has a problem.</summary>
    public static BenchmarkSpec Read(FieldReader fields, ObjectNode root, Timeframe? timeframe, IStrategyLibrary library, ICollection<SpecProblem> problems)
    {
        if (!fields.Has("benchmark"))
        {
            return new BenchmarkSpec();
        }

        switch (root["benchmark"])
        {
            case ScalarNode { Kind: ScalarKind.Text, Text: "buy_and_hold" }:
                return new BenchmarkSpec();
            case ScalarNode { Kind: ScalarKind.Text } symbol when symbol.Text.Length > 0:
                return new BenchmarkSpec { Symbol = SymbolName.Normalize(symbol.Text) };
            case ObjectNode node when node["symbol"] is null != node["strategy"] is null:
                return ReadObject(fields.Section("benchmark"), node, timeframe, library, problems);
            default:
                fields.Wrong("benchmark", "is neither a symbol nor a strategy", root["benchmark"], Allowed);
                return new BenchmarkSpec();
        }
    }

    private static BenchmarkSpec ReadObject(FieldReader own, ObjectNode node, Timeframe? timeframe, IStrategyLibrary library, ICollection<SpecProblem> problems)
    {
        var benchmark = new BenchmarkSpec();
        if (node["symbol"] is not null)
        {
            var (symbol, exchange) = (own.Text("symbol"), own.Text("exchange"));
            benchmark = symbol is null ? benchmark : new BenchmarkSpec { Symbol = SymbolName.Normalize(symbol), Exchange = exchange };
        }
        else if (StrategyFields.Read(own, node, timeframe, library, problems) is ({ } strategy, var parameters))
        {
            benchmark = new BenchmarkSpec
            {
                Strategy = new StrategySpec
                {
                    Name = strategy.Info.Id,
                    Strategy = strategy.Info.Id,
                    Definition = StrategyFields.DefinitionOf(strategy),
                    Code = strategy as CodeStrategy,
                    StrategyParams = parameters,
                    Symbols = [],
                    Weight = 1,
                },
            };
        }

        own.Finish();
        return benchmark;
    }
}
