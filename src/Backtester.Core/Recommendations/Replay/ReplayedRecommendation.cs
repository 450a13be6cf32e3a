using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Judging;

namespace Backtester.Core.Recommendations.Replay;

/// <summary>A recommendation as it would have been made at an earlier date, and what followed.</summary>
/// <param name="Recommendation">It.</param>
/// <param name="Outcome">What both settings did.</param>
/// <param name="Judged">The forecast and its outcome, for the record.</param>
public sealed record ReplayedRecommendation(Recommendation Recommendation, RecommendationOutcome Outcome, JudgedForecast Judged);
