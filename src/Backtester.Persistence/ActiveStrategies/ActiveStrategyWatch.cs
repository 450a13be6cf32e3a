namespace Backtester.Persistence.ActiveStrategies;

/// <summary>How far a version of an active strategy was watched, and whether it raised the alarm.</summary>
public sealed class ActiveStrategyWatch
{
    /// <summary>The strategy.</summary>
    public long StrategyId { get; set; }

    /// <summary>Its version.</summary>
    public int Version { get; set; }

    /// <summary>The state of the test between two looks, as JSON.</summary>
    public string StateJson { get; set; } = "{}";

    /// <summary>First day watched, Unix ms.</summary>
    public long WatchedFromMs { get; set; }

    /// <summary>End of the last complete day seen, exclusive, Unix ms.</summary>
    public long SeenUntilMs { get; set; }

    /// <summary>The engine that ran the days seen.</summary>
    public int EngineVersion { get; set; }

    /// <summary>Hash of the candles of the days seen.</summary>
    public string DataHash { get; set; } = "";

    /// <summary>When the alarm was raised, Unix ms; null while there is none.</summary>
    public long? AlarmAtMs { get; set; }

    /// <summary>What is to blame: settings, engine, data, market; null while there is no alarm.</summary>
    public string? Cause { get; set; }

    /// <summary>What it says, for people to read.</summary>
    public string? Sentence { get; set; }

    /// <summary>When it was last looked at, Unix ms.</summary>
    public long UpdatedMs { get; set; }
}
