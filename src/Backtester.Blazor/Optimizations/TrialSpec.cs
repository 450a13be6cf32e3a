using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>The run spec of one set of a search: what the search ran it with, so that the run shows the trial's own numbers.</summary>
internal static class TrialSpec
{
    /// <summary>The document: the search's own without what makes it a search, with the set's parameters.</summary>
    public static JsonObject Of(StrategyOptimization search, IReadOnlyDictionary<string, double> parameters)
    {
        var spec = (JsonObject)JsonNode.Parse(BacktestJob.SpecOf(search.Manifest))!;
        spec.Remove("parameter_ranges");
        spec.Remove("search");
        spec.Remove("name");
        spec["strategy_params"] = new JsonObject(parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, JsonValue.Create(p.Value))));
        return spec;
    }
}
