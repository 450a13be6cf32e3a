using System.Text.Json.Nodes;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs;

/// <summary>Writes a spec as the document that <see cref="RunPlanner"/> reads, every default spelled out.</summary>
public static class SpecDocument
{
    /// <summary>The document; it reads back as the same spec.</summary>
    public static JsonObject Write(RunSpec spec)
    {
        var document = new JsonObject
        {
            ["name"] = spec.Name,
            ["exchange"] = spec.Exchange,
            ["symbols"] = new JsonArray([.. spec.Symbols.Select(s => JsonValue.Create(s))]),
            ["timeframe"] = spec.Timeframe.Name,
        };
        if (spec.Universe is { } universe)
        {
            document["universe"] = UniverseDocument.Write(universe.Universe);
        }

        AddTime(document, "start_date", spec.StartMs);
        AddTime(document, "end_date", spec.EndMs);
        if (spec.Strategies.Count == 0)
        {
            AddStrategy(document, spec.Strategy, spec.Definition, spec.StrategyParams);
        }
        else
        {
            document["strategies"] = new JsonArray([.. spec.Strategies.Select(WriteStrategy)]);
            document["portfolio"] = new JsonObject { ["rebalance"] = spec.Portfolio.Rebalance, ["positions"] = spec.Portfolio.Positions };
        }

        document["initial_capital"] = spec.InitialCapital;
        document["position_size"] = spec.PositionSize;
        document["sizing"] = ModelDocument.Write(spec.Sizing);
        document["execution"] = WriteExecution(spec.Execution);
        document["risk"] = WriteRisk(spec.Risk);
        document["data"] = new JsonObject { ["gaps"] = spec.Data.Gaps };
        if (!spec.Benchmark.IsBuyAndHold)
        {
            document["benchmark"] = WriteBenchmark(spec.Benchmark);
        }

        document["warmup"] = spec.Warmup == "given" ? (JsonNode)(double)spec.WarmupCandles : spec.Warmup;
        document["seed"] = (double)spec.Seed;
        return document;
    }

    private static JsonObject WriteBenchmark(BenchmarkSpec benchmark)
    {
        var document = new JsonObject();
        if (benchmark.Strategy is { } strategy)
        {
            AddStrategy(document, strategy.Strategy, strategy.Definition, strategy.StrategyParams);
            return document;
        }

        document["symbol"] = benchmark.Symbol;
        if (benchmark.Exchange is { } exchange)
        {
            document["exchange"] = exchange;
        }

        return document;
    }

    private static JsonObject WriteStrategy(StrategySpec strategy)
    {
        var document = new JsonObject { ["name"] = strategy.Name };
        AddStrategy(document, strategy.Strategy, strategy.Definition, strategy.StrategyParams);
        document["symbols"] = new JsonArray([.. strategy.Symbols.Select(s => JsonValue.Create(s))]);
        document["weight"] = strategy.Weight;
        return document;
    }

    private static void AddStrategy(JsonObject document, string id, StrategyDefinition? definition, IReadOnlyDictionary<string, double> parameters)
    {
        document["strategy"] = definition is null ? id : JsonNode.Parse(DefinitionWriter.ToJson(definition));
        document["strategy_params"] = new JsonObject(parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)));
    }

    private static JsonObject WriteExecution(ExecutionSpec execution)
    {
        var document = new JsonObject
        {
            ["preset"] = execution.Preset,
            ["fill"] = execution.Fill,
            ["intrabar"] = execution.Intrabar,
            ["fees"] = ModelDocument.Write(execution.Fees),
            ["slippage"] = ModelDocument.Write(execution.Slippage),
            ["leverage"] = execution.Leverage,
        };
        if (execution.Margin is { } margin)
        {
            document["margin"] = ModelDocument.Write(margin);
        }

        if (execution.VolumeLimit is { } limit)
        {
            document["volume_limit"] = limit;
        }

        if (execution.Rounding is { } rounding)
        {
            document["rounding"] = ModelDocument.Write(rounding);
        }

        return document;
    }

    private static JsonObject WriteRisk(RiskSpec risk)
    {
        var document = new JsonObject { ["direction"] = risk.Direction };
        if (risk.MaxOpenPositions is { } positions)
        {
            document["max_open_positions"] = (double)positions;
        }

        if (risk.MaxDrawdown is { } drawdown)
        {
            document["max_drawdown"] = drawdown;
            document["on_max_drawdown"] = risk.OnMaxDrawdown;
        }

        foreach (var (name, limit) in new[] { ("max_daily_loss", risk.MaxDailyLoss), ("max_symbol_exposure", risk.MaxSymbolExposure), ("max_exposure", risk.MaxExposure) })
        {
            if (limit is { } number)
            {
                document[name] = number;
            }
        }

        return document;
    }

    private static void AddTime(JsonObject document, string name, long? timeMs)
    {
        if (timeMs is { } time)
        {
            document[name] = IsoTime.Format(time);
        }
    }
}
