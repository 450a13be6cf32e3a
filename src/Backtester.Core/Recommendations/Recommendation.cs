using System.Text.Json.Nodes;

namespace Backtester.Core.Recommendations;

/// <summary>A piece of advice that states what it expects, and when and how that will be judged.</summary>
public sealed record Recommendation
{
    /// <summary>What it asks for.</summary>
    public required RecommendationType Type { get; init; }

    /// <summary>The settings in use, a run's document without dates.</summary>
    public required JsonObject CurrentSpec { get; init; }

    /// <summary>The settings after it is followed; null where the strategy is to rest in cash. Equal to the current ones where nothing changes.</summary>
    public required JsonObject? RecommendedSpec { get; init; }

    /// <summary>
    /// What the recommended settings are judged against, side by side: the current ones; for <see cref="RecommendationType.LeaveAsItIs"/>
    /// the best of what was compared. Null for cash, and where nothing is judged.
    /// </summary>
    public required JsonObject? ComparedSpec { get; init; }

    /// <summary>Fields that change, by path, such as `strategy_params.fast`: their values now.</summary>
    public required JsonObject CurrentParams { get; init; }

    /// <summary>The same fields: their values after it is followed.</summary>
    public required JsonObject RecommendedParams { get; init; }

    /// <summary>What is expected; null where it is no forecast.</summary>
    public required ExpectedImprovement? Expected { get; init; }

    /// <summary>Probability before the record recalibrated it; null where it is no forecast.</summary>
    public required double? RawProbability { get; init; }

    /// <summary>Stated probability that following it turns out better over the horizon; null where it is no forecast.</summary>
    public required double? Probability { get; init; }

    /// <summary>Probability, given all that was tried, that the recommended settings are truly no worse in the mean; 1 where it is no forecast.</summary>
    public required double Confidence { get; init; }

    /// <summary>Days that the forecast is about.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>What it rests on (docs/recommendations.md).</summary>
    public required JsonObject Evidence { get; init; }

    /// <summary>Why, in plain sentences.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What would prove it wrong, in plain sentences.</summary>
    public required IReadOnlyList<string> DisprovedBy { get; init; }

    /// <summary>When it was made, Unix ms.</summary>
    public required long MadeAtMs { get; init; }

    /// <summary>Open time of the first candle that judges it, Unix ms: the first UTC midnight after it was made.</summary>
    public required long JudgedFromMs { get; init; }

    /// <summary>End of the candles that judge it, exclusive, Unix ms.</summary>
    public required long JudgedUntilMs { get; init; }

    /// <summary>SHA-256 (hex) of all that it was made from: settings, candles, earlier tries, record, engine version.</summary>
    public required string InputHash { get; init; }

    /// <summary>True where candles will judge it.</summary>
    public bool IsForecast => Expected is not null;
}

/// <summary>What there is to recommend at a moment.</summary>
/// <param name="Recommendations">The recommendations; empty where something is missing.</param>
/// <param name="Missing">What has to be there before anything can be recommended, in sentences with numbers; empty where nothing is missing.</param>
public sealed record RecommendationReport(IReadOnlyList<Recommendation> Recommendations, IReadOnlyList<string> Missing);
