using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>All that was simulated for a recommendation: the settings in use and their alternatives, over the same days.</summary>
/// <param name="Spec">The settings in use, complete.</param>
/// <param name="Range">The days.</param>
/// <param name="Current">What the settings in use did.</param>
/// <param name="Families">What they are compared with.</param>
internal sealed record EvidenceSet(JsonObject Spec, TimeRange Range, SettingReturns Current, IReadOnlyList<ComparedFamily> Families)
{
    /// <summary>Number of alternatives.</summary>
    public int Compared => Families.Sum(f => f.Candidates.Count);

    /// <summary>Simulates what the request asks for.</summary>
    public static EvidenceSet Read(
        JsonObject spec, TimeRange range, SettingReturns current, RecommendationRequest request, ICandleCatalog catalog, IStrategyLibrary strategies, int workers, CancellationToken cancellation)
    {
        var others = new OtherFamilies(spec, range, request.Settings, catalog, strategies);
        var families = new (RecommendationType Type, Func<ComparedFamily?> Read)[]
        {
            (RecommendationType.Parameters, () => ParameterFamily.Read(spec, range, request, catalog, strategies, workers, cancellation)),
            (RecommendationType.Timeframe, () => others.Timeframes(cancellation)),
            (RecommendationType.Symbols, () => others.Symbols(cancellation)),
            (RecommendationType.Risk, () => others.Risk(cancellation)),
            (RecommendationType.Retire, others.Cash),
        };
        return new EvidenceSet(spec, range, current, [.. families.Where(f => request.Settings.Types.Contains(f.Type)).Select(f => f.Read()).OfType<ComparedFamily>()]);
    }
}
