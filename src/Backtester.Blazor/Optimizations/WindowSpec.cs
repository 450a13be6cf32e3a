using System.Text.Json.Nodes;
using Backtester.Blazor.Api.Documents;
using Backtester.Core.Runs.Reading;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// The run spec of a window of a walk-forward: its chosen set on the stretch that it traded, indicators warmed up from before
/// it as they were there. The account begins with the spec's own capital, not with what the window before left.
/// </summary>
internal static class WindowSpec
{
    /// <summary>The document; null where the window chose no set.</summary>
    public static JsonObject? Of(StrategyWalkForward walk, WalkForwardWindowShape window)
    {
        if (window.Params is not { } parameters)
        {
            return null;
        }

        var spec = TrialSpec.RunOf(walk.Manifest, parameters.Select(p => KeyValuePair.Create(p.Key, p.Value ?? double.NaN)), JsonNode.Parse(walk.Manifest)!["warmup"]);
        if (spec["warmup"] is not JsonValue value || !value.TryGetValue<double>(out _))
        {
            spec["warmup"] = "auto";
        }

        spec["start_date"] = IsoTime.Format(window.OutOfSampleStart.ToUnixTimeMilliseconds());
        spec["end_date"] = IsoTime.Format(window.OutOfSampleEnd.ToUnixTimeMilliseconds());
        return spec;
    }
}
