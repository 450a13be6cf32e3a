using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Settings in use as documents: runs without dates.</summary>
public static class SettingsDocument
{
    /// <summary>The document with every default written out and its exchange found, without dates and without a name that holds them.</summary>
    /// <param name="spec">A run's document; dates in it are left out.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where a strategy that it names is found.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">It cannot run on any of the candles.</exception>
    public static JsonObject Complete(JsonObject spec, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var undated = Undated(spec);
        var plan = RunPlanner.Plan(undated.ToJsonString(), SpecFormat.Json, catalog, strategies, cancellation);
        var complete = Undated(SpecDocument.Write(plan.Spec));
        if (undated["name"] is null)
        {
            complete.Remove("name");
        }

        complete["warmup"] = "auto";
        return complete;
    }

    /// <summary>A copy with other values of some parameters.</summary>
    public static JsonObject WithParameters(JsonObject spec, IEnumerable<KeyValuePair<string, double>> values)
    {
        var copy = (JsonObject)spec.DeepClone();
        var parameters = (JsonObject)copy["strategy_params"]!;
        foreach (var (name, value) in values)
        {
            parameters[name] = value;
        }

        return copy;
    }

    /// <summary>A copy with another value of a field; the path's parts lie between points.</summary>
    public static JsonObject With(JsonObject spec, string path, JsonNode? value)
    {
        var copy = (JsonObject)spec.DeepClone();
        var parts = path.Split('.');
        var at = copy;
        foreach (var part in parts[..^1])
        {
            at = at[part] as JsonObject ?? (JsonObject)(at[part] = new JsonObject())!;
        }

        at[parts[^1]] = value?.DeepClone();
        return copy;
    }

    /// <summary>The value of a field; null where it is not there.</summary>
    public static JsonNode? ValueOf(JsonObject spec, string path) =>
        path.Split('.').Aggregate((JsonNode?)spec, (node, part) => (node as JsonObject)?[part]);

    private static JsonObject Undated(JsonObject spec)
    {
        var copy = (JsonObject)spec.DeepClone();
        copy.Remove("start_date");
        copy.Remove("end_date");
        return copy;
    }
}
