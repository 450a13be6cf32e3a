using System.Text.Json.Nodes;

namespace Backtester.Core.Recommendations.Judging;

/// <summary>What two settings did on the candles that judge a recommendation, side by side, each with an account of its own.</summary>
public sealed record RecommendationOutcome
{
    /// <summary>First open time of the candles, Unix ms.</summary>
    public required long FromMs { get; init; }

    /// <summary>Their end, exclusive, Unix ms.</summary>
    public required long UntilMs { get; init; }

    /// <summary>UTC days, Unix ms.</summary>
    public required IReadOnlyList<long> DayMs { get; init; }

    /// <summary>Daily returns of the recommended settings, one a day.</summary>
    public required IReadOnlyList<double> Recommended { get; init; }

    /// <summary>Daily returns of the compared settings.</summary>
    public required IReadOnlyList<double> Compared { get; init; }

    /// <summary>Closed trades of the recommended settings.</summary>
    public required int RecommendedTrades { get; init; }

    /// <summary>Closed trades of the compared settings.</summary>
    public required int ComparedTrades { get; init; }

    /// <summary>Improvement of the metric, above 0 where the recommended settings did better.</summary>
    public required double Realised { get; init; }

    /// <summary>Change of the return, percentage points.</summary>
    public required double RealisedRoi { get; init; }

    /// <summary>Hash of the candles that judged, so that another judgement on other candles is seen to be one.</summary>
    public required string CandlesHash { get; init; }

    /// <summary>The document that is stored with the recommendation.</summary>
    public JsonObject ToJson() => new()
    {
        ["from"] = FromMs,
        ["until"] = UntilMs,
        ["realised"] = Realised,
        ["realised_roi"] = RealisedRoi,
        ["recommended_trades"] = RecommendedTrades,
        ["compared_trades"] = ComparedTrades,
        ["candles_hash"] = CandlesHash,
        ["days"] = new JsonArray([.. DayMs.Select(d => JsonValue.Create(d))]),
        ["recommended_returns"] = new JsonArray([.. Recommended.Select(r => JsonValue.Create(r))]),
        ["compared_returns"] = new JsonArray([.. Compared.Select(r => JsonValue.Create(r))]),
    };
}
