using Backtester.Persistence.Jobs;

namespace Backtester.Persistence.WalkForwards;

/// <summary>A walk-forward: what was asked for, how far it is, and what it found.</summary>
public sealed class StrategyWalkForward : IJobResult
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>Unique across databases.</summary>
    public Guid Uuid { get; set; }

    /// <summary>Name in lists.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public WorkStatus Status { get; set; }

    /// <summary>Catalogue id.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>Symbols in the order of the spec, joined by commas.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>Length of a bar.</summary>
    public string Timeframe { get; set; } = "";

    /// <summary>The market.</summary>
    public string Exchange { get; set; } = "";

    /// <summary>How each window searches.</summary>
    public string Method { get; set; } = "";

    /// <summary>What is to be best.</summary>
    public string Objective { get; set; } = "";

    /// <summary>rolling or anchored.</summary>
    public string Mode { get; set; } = "";

    /// <summary>The spec as it came, byte for byte.</summary>
    public string SpecText { get; set; } = "";

    /// <summary>Canonical JSON of the manifest, byte for byte.</summary>
    public string Manifest { get; set; } = "";

    /// <summary>SHA-256 (hex) of the search's fingerprint and the windows' lengths.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Windows in all.</summary>
    public int Windows { get; set; }

    /// <summary>Windows that are stored.</summary>
    public int WindowsDone { get; set; }

    /// <summary>Sets simulated so far, those of the window at work included: the ledger counts them.</summary>
    public long Tried { get; set; }

    /// <summary>Annual return out of sample over in sample; null before COMPLETED and where unknown.</summary>
    public double? Efficiency { get; set; }

    /// <summary>Mean loss of the objective from in sample to out of sample; null before COMPLETED and where unknown.</summary>
    public double? Degradation { get; set; }

    /// <summary>Compound annual return of the stitched account, percent; null before COMPLETED and where unknown.</summary>
    public double? OutOfSampleAnnualReturn { get; set; }

    /// <summary>The answer in plain words; null before COMPLETED.</summary>
    public string? Sentence { get; set; }

    /// <summary>SHA-256 (hex) over all out-of-sample fills and each bar's equity; null before COMPLETED.</summary>
    public string? ResultHash { get; set; }

    /// <summary>The result document with the curve's day ends; null before COMPLETED.</summary>
    public string? ResultJson { get; set; }

    /// <summary>Seconds of work in all.</summary>
    public double? ElapsedSeconds { get; set; }

    /// <summary>When it was asked for, Unix ms.</summary>
    public long CreatedMs { get; set; }

    /// <summary>When work began, Unix ms.</summary>
    public long? StartedMs { get; set; }

    /// <summary>When it ended, Unix ms.</summary>
    public long? FinishedMs { get; set; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Why, as far as known.</summary>
    public string? ErrorCause { get; set; }
}
