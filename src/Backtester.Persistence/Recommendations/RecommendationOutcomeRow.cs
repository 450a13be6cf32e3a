namespace Backtester.Persistence.Recommendations;

/// <summary>What became of a recommendation; numbers that cannot be known are NaN.</summary>
/// <param name="Realised">The change of the metric that came true.</param>
/// <param name="Improved">Whether it improved; null where that cannot be said.</param>
/// <param name="InsideInterval">Whether the change lies inside the stated interval; null where that cannot be said.</param>
/// <param name="Brier">(stated probability − 1 or 0)².</param>
/// <param name="LogScore">−ln of the probability given to what happened.</param>
/// <param name="OutcomeJson">Both settings side by side.</param>
/// <param name="Note">The sentence of the audit trail.</param>
public sealed record RecommendationOutcomeRow(double Realised, bool? Improved, bool? InsideInterval, double Brier, double LogScore, string OutcomeJson, string Note)
{
    /// <summary>Fills a row.</summary>
    public void Fill(StrategyRecommendation row, long nowMs)
    {
        row.JudgedAtMs = nowMs;
        row.Realised = Realised;
        row.Improved = Improved;
        row.InsideInterval = InsideInterval;
        row.Brier = Brier;
        row.LogScore = LogScore;
        row.OutcomeJson = OutcomeJson;
    }
}
