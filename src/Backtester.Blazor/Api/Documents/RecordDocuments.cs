using Backtester.Blazor.Recommendations;
using Backtester.Core.Recommendations.Calibration;

namespace Backtester.Blazor.Api.Documents;

/// <summary>How good the recommender's forecasts were: those made before their candles were there, and those replayed.</summary>
public sealed record RecordDocument(ForecastRecordDocument Live, ForecastRecordDocument Replayed)
{
    /// <summary>From the record.</summary>
    internal static RecordDocument From(RecommenderRecord record) => new(ForecastRecordDocument.From(record.Live), ForecastRecordDocument.From(record.Replayed));
}

/// <summary>
/// Scores of judged forecasts. brier is the mean of (p − o)², 0.25 for always 50 %; skill is 1 − brier / 0.25; calibration_error
/// the mean distance of stated and happened over ten bins; coverage the share inside the 90 % intervals.
/// </summary>
public sealed record ForecastRecordDocument(
    int Count,
    double? Happened,
    double? Brier,
    double BrierOfCoin,
    double? LogScore,
    double? Skill,
    double? CalibrationError,
    double? Coverage,
    double? Expected,
    double? Realised,
    IReadOnlyList<ReliabilityBinDocument> Reliability)
{
    /// <summary>From the scores.</summary>
    public static ForecastRecordDocument From(ForecastRecord record) => new(
        record.Count,
        ApiJson.Known(record.Happened),
        ApiJson.Known(record.Brier),
        ForecastRecord.BrierOfCoin,
        ApiJson.Known(record.LogScore),
        ApiJson.Known(record.Skill),
        ApiJson.Known(record.CalibrationError),
        ApiJson.Known(record.Coverage),
        ApiJson.Known(record.Expected),
        ApiJson.Known(record.Realised),
        [.. record.Reliability.Select(b => new ReliabilityBinDocument(b.From, b.To, b.Count, ApiJson.Known(b.Stated), ApiJson.Known(b.Happened)))]);
}

/// <summary>Forecasts whose stated probability lies in a tenth of the scale, and the share of them that came true.</summary>
public sealed record ReliabilityBinDocument(double From, double To, int Count, double? Stated, double? Happened);
