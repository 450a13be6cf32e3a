namespace Backtester.Persistence.ActiveStrategies;

/// <summary>The settings of an active strategy from one moment on. A version is never changed; other settings are another version.</summary>
public sealed class ActiveStrategyVersion
{
    /// <summary>The strategy.</summary>
    public long StrategyId { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; set; }

    /// <summary>The run spec without start_date and end_date, canonical JSON, byte for byte.</summary>
    public string Spec { get; set; } = "";

    /// <summary>Where it comes from: run:ID, trial:SEARCH/NUMBER, recommendation:ID, revert:VERSION, spec.</summary>
    public string Origin { get; set; } = "";

    /// <summary>
    /// The recommendation that is applied by it. Unique, so that none is applied twice; cleared by an undo, after which the
    /// recommendation may be accepted again.
    /// </summary>
    public long? RecommendationId { get; set; }

    /// <summary>When it was made, Unix ms.</summary>
    public long CreatedMs { get; set; }
}
