using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Core.Recommendations;
using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Judging;
using Backtester.Core.Runs;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Recommendations as they are made and as they are stored.</summary>
internal static class RecommendationMapping
{
    /// <summary>The row of a new one on a version of an active strategy.</summary>
    public static StrategyRecommendation ToRow(Recommendation made, int version) => new()
    {
        Type = RecommendationTypes.WordOf(made.Type),
        StrategyVersion = version,
        CurrentSpec = SettingsText.Of(made.CurrentSpec),
        RecommendedSpec = made.RecommendedSpec is { } advised ? SettingsText.Of(advised) : null,
        ComparedSpec = made.ComparedSpec is { } compared ? SettingsText.Of(compared) : null,
        CurrentParamsJson = Text(made.CurrentParams),
        RecommendedParamsJson = Text(made.RecommendedParams),
        Metric = made.Expected?.Metric ?? "",
        ExpectedWinRate = made.Expected?.WinRate,
        ExpectedRoi = made.Expected?.Roi,
        Expected = made.Expected?.Expected,
        ExpectedLow = made.Expected?.Low,
        ExpectedHigh = made.Expected?.High,
        RawLow = made.Expected?.RawLow,
        RawHigh = made.Expected?.RawHigh,
        RawProbability = made.RawProbability,
        Probability = made.Probability,
        ConfidenceScore = made.Confidence,
        HorizonDays = made.HorizonDays,
        EvidenceJson = Text(made.Evidence),
        ReasonsJson = Texts(made.Reasons),
        DisprovedByJson = Texts(made.DisprovedBy),
        InputHash = made.InputHash,
        MadeAtMs = made.MadeAtMs,
        JudgedFromMs = made.JudgedFromMs,
        JudgedUntilMs = made.JudgedUntilMs,
    };

    /// <summary>A stored forecast with what happened.</summary>
    public static JudgedForecast ToForecast(StrategyRecommendation row, double realised) => new(row.MadeAtMs, row.JudgedUntilMs, TypeOf(row), row.Replayed)
    {
        RawProbability = row.RawProbability ?? row.Probability ?? double.NaN,
        Probability = row.Probability ?? double.NaN,
        Expected = row.Expected ?? double.NaN,
        RawLow = row.RawLow ?? row.ExpectedLow ?? double.NaN,
        RawHigh = row.RawHigh ?? row.ExpectedHigh ?? double.NaN,
        Low = row.ExpectedLow ?? double.NaN,
        High = row.ExpectedHigh ?? double.NaN,
        Realised = realised,
    };

    /// <summary>What both settings did, as it is stored with the forecast.</summary>
    public static RecommendationOutcomeRow ToOutcome(StrategyRecommendation row, RecommendationOutcome outcome)
    {
        var forecast = ToForecast(row, outcome.Realised);
        return new RecommendationOutcomeRow(
            outcome.Realised,
            forecast.Improved,
            forecast.IsInside,
            forecast.Brier,
            forecast.LogScore,
            outcome.ToJson().ToJsonString(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Metric} changed by {outcome.Realised:0.####}; {row.Expected:0.####} was expected ({row.ExpectedLow:0.####} to {row.ExpectedHigh:0.####}), {100 * row.Probability:0} % said it would be right: {(forecast.Improved ? "it was" : "it was not")}"));
    }

    /// <summary>The type of a row.</summary>
    public static RecommendationType TypeOf(StrategyRecommendation row) =>
        RecommendationTypes.TypeOf(row.Type) ?? throw new FormatException($"recommendation {row.Id} has the type '{row.Type}', which is none");

    private static string Text(JsonObject document) => CanonicalJson.Write(JsonNode.Parse(document.ToJsonString()));

    private static string Texts(IReadOnlyList<string> sentences) => CanonicalJson.Write(new JsonArray([.. sentences.Select(s => JsonValue.Create(s))]));
}
