using System.Text.Json.Nodes;

namespace Backtester.Core.Recommendations.Watch;

/// <summary>Where the watch over settings stands; stored between the stretches of candles.</summary>
public sealed record WatchState
{
    /// <summary>The settings, a run's document without dates.</summary>
    public required JsonObject Spec { get; init; }

    /// <summary>Settings that they are to beat; null where their own return was promised.</summary>
    public required JsonObject? Compared { get; init; }

    /// <summary>First day that counts, Unix ms, a UTC midnight.</summary>
    public required long FromMs { get; init; }

    /// <summary>End of the days that were counted, exclusive, Unix ms.</summary>
    public required long ThroughMs { get; init; }

    /// <summary>The test.</summary>
    public required SequentialAlarm Alarm { get; init; }

    /// <summary>What was promised.</summary>
    public required WatchPromise Promise { get; init; }

    /// <summary>Version of the engine that the days were counted with.</summary>
    public required int EngineVersion { get; init; }

    /// <summary>Hash of the candles of the days that were counted; empty before the first.</summary>
    public required string CandlesHash { get; init; }

    /// <summary>End of the day on which it rang, Unix ms; null while it has not.</summary>
    public long? RangAtMs { get; init; }

    /// <summary>settings, engine, data or market: what is to be looked at first; null while it has not rung.</summary>
    public string? Cause { get; init; }

    /// <summary>How it stands, in plain words.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>As a document.</summary>
    public JsonObject ToJson() => new()
    {
        ["spec"] = Spec.DeepClone(),
        ["compared"] = Compared?.DeepClone(),
        ["from"] = (double)FromMs,
        ["through"] = (double)ThroughMs,
        ["alarm"] = Alarm.ToJson(),
        ["promise"] = Promise.ToJson(),
        ["engine_version"] = (double)EngineVersion,
        ["candles_hash"] = CandlesHash,
        ["rang_at"] = RangAtMs is { } rang ? (double)rang : null,
        ["cause"] = Cause,
        ["sentence"] = Sentence,
    };

    /// <summary>From <see cref="ToJson"/>.</summary>
    /// <exception cref="FormatException">The document is not whole.</exception>
    public static WatchState FromJson(JsonObject state)
    {
        try
        {
            return new WatchState
            {
                Spec = (JsonObject)state["spec"]!.DeepClone(),
                Compared = (JsonObject?)state["compared"]?.DeepClone(),
                FromMs = (long)(double)state["from"]!,
                ThroughMs = (long)(double)state["through"]!,
                Alarm = SequentialAlarm.FromJson((JsonObject)state["alarm"]!),
                Promise = WatchPromise.FromJson(state["promise"]) ?? throw new FormatException("the watch has no promise"),
                EngineVersion = (int)(double)state["engine_version"]!,
                CandlesHash = (string?)state["candles_hash"] ?? "",
                RangAtMs = (long?)(double?)state["rang_at"],
                Cause = (string?)state["cause"],
                Sentence = (string?)state["sentence"] ?? "",
            };
        }
        catch (Exception error) when (error is NullReferenceException or InvalidOperationException or InvalidCastException)
        {
            throw new FormatException("the watch's state is not whole", error);
        }
    }
}
