using Backtester.Persistence.Jobs;

namespace Backtester.Persistence.Optimizations;

/// <summary>A search over parameter sets: what was asked for, how far it is, and what it found.</summary>
public sealed class StrategyOptimization : IJobResult
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

    /// <summary>grid, random, lhs, tpe, gp, genetic.</summary>
    public string Method { get; set; } = "grid";

    /// <summary>What is to be best.</summary>
    public string Objective { get; set; } = "";

    /// <summary>The spec as it came, byte for byte.</summary>
    public string SpecText { get; set; } = "";

    /// <summary>Canonical JSON of the manifest, byte for byte.</summary>
    public string Manifest { get; set; } = "";

    /// <summary>SHA-256 (hex) of the manifest.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Sets of the whole product.</summary>
    public long TotalCombinations { get; set; }

    /// <summary>Sets done.</summary>
    public long Completed { get; set; }

    /// <summary>Sets refused or failed.</summary>
    public long Failed { get; set; }

    /// <summary>Parameters of the best set.</summary>
    public string? BestParamsJson { get; set; }

    /// <summary>Metrics of the best set.</summary>
    public string? BestMetricsJson { get; set; }

    /// <summary>Value of the objective at the best set.</summary>
    public double? BestScore { get; set; }

    /// <summary>Deflated Sharpe, overfitting and the rest, with its sentence.</summary>
    public string? HonestyJson { get; set; }

    /// <summary>How its sets were walked and whether it ended early, as JSON; null before COMPLETED.</summary>
    public string? OutcomeJson { get; set; }

    /// <summary>True where the end that was asked for is a pause: what would be CANCELLED is PAUSED.</summary>
    public bool PauseRequested { get; set; }

    /// <summary>Seconds of the search alone.</summary>
    public double? ElapsedSeconds { get; set; }

    /// <summary>Seconds of the honesty numbers.</summary>
    public double? HonestySeconds { get; set; }

    /// <summary>Bars × sets a second.</summary>
    public double? BarCombosPerSecond { get; set; }

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
