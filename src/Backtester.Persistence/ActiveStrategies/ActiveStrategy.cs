namespace Backtester.Persistence.ActiveStrategies;

/// <summary>Settings that the user trades, under a name; what they are stands in its versions.</summary>
public sealed class ActiveStrategy
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>What the user calls it; no two have the same.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether it is followed now.</summary>
    public ActiveStrategyStatus Status { get; set; }

    /// <summary>Number of the version that is followed, from 1; each later version has a higher one.</summary>
    public int CurrentVersion { get; set; }

    /// <summary>When it was first followed, Unix ms.</summary>
    public long CreatedMs { get; set; }

    /// <summary>When it was retired, Unix ms; null while it is followed.</summary>
    public long? RetiredMs { get; set; }

    /// <summary>When recommendations were last looked for, Unix ms; null before the first time.</summary>
    public long? LookedAtMs { get; set; }

    /// <summary>What that look said, as JSON: what data is missing and what was not offered again; null before the first time.</summary>
    public string? LookJson { get; set; }
}
