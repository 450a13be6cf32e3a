using System.Text.Json.Nodes;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Settings that could take the place of those in use, and what they did.</summary>
/// <param name="Spec">A run's document without dates; null for cash.</param>
/// <param name="CurrentParams">The fields that differ, by path: their values in the settings in use.</param>
/// <param name="RecommendedParams">The same fields: their values here.</param>
/// <param name="Returns">Daily returns over the evidence.</param>
/// <param name="Trades">Closed trades.</param>
/// <param name="WinRate">Percent of them that won; NaN without trades.</param>
internal sealed record Candidate(JsonObject? Spec, JsonObject CurrentParams, JsonObject RecommendedParams, double[] Returns, int Trades, double WinRate);
