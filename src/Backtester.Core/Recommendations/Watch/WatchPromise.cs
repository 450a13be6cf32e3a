using System.Text.Json.Nodes;
using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations.Watch;

/// <summary>What settings promised a day when they were taken up, and what a breach of it is measured by.</summary>
/// <param name="PerDay">Mean that was expected, a daily return or a difference of two.</param>
/// <param name="LowPerDay">Lower end of its 90 % interval: a mean under it is clearly worse than promised.</param>
/// <param name="Deviation">Standard deviation of a day's value, above 0.</param>
public sealed record WatchPromise(double PerDay, double LowPerDay, double Deviation)
{
    /// <summary>Normal deviations from the mean to the end of a 90 % interval.</summary>
    private const double Normal95 = 1.6448536269514722;

    /// <summary>What daily values promise of the days that follow; null where they do not vary or are under 30.</summary>
    public static WatchPromise? Of(ReadOnlySpan<double> values)
    {
        var (mean, deviation) = (Moments.Mean(values), Moments.SampleDeviation(values));
        return values.Length >= 30 && deviation > 0 ? new WatchPromise(mean, mean - (Normal95 * deviation / Math.Sqrt(values.Length)), deviation) : null;
    }

    /// <summary>As a document.</summary>
    public JsonObject ToJson() => new() { ["per_day"] = PerDay, ["low_per_day"] = LowPerDay, ["deviation"] = Deviation };

    /// <summary>From <see cref="ToJson"/>; null where it is not there.</summary>
    public static WatchPromise? FromJson(JsonNode? node) => node is JsonObject promise && promise["deviation"] is { } deviation
        ? new WatchPromise((double)promise["per_day"]!, (double)promise["low_per_day"]!, (double)deviation)
        : null;
}
