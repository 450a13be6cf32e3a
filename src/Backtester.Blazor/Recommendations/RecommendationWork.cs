using System.Text.Json;
using Backtester.Blazor.Api;

namespace Backtester.Blazor.Recommendations;

/// <summary>Work on recommendations as a stored job keeps it.</summary>
/// <param name="Task">generate, replay or follow_up.</param>
/// <param name="Strategy">Number of the active strategy; null for all that are followed.</param>
/// <param name="From">Of a replay: the first day from which recommendations are made, ISO 8601; null for the earliest possible.</param>
public sealed record RecommendationWork(string Task, long? Strategy = null, string? From = null)
{
    /// <summary>Looks for recommendations.</summary>
    public const string Generate = "generate";

    /// <summary>Makes recommendations as of past dates.</summary>
    public const string Replay = "replay";

    /// <summary>Judges and watches.</summary>
    public const string FollowUp = "follow_up";

    /// <summary>For people.</summary>
    public string Title => Task switch
    {
        Generate => "Look for recommendations",
        Replay => "Replay recommendations",
        _ => "Judge recommendations and watch strategies",
    };

    /// <summary>The document of a stored job.</summary>
    public static RecommendationWork Parse(string json) =>
        JsonSerializer.Deserialize<RecommendationWork>(json, ApiJson.Options) ?? throw new InvalidOperationException("The job's document is empty.");

    /// <summary>As the stored job keeps it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);
}
