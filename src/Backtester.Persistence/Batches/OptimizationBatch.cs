using Backtester.Persistence.Jobs;

namespace Backtester.Persistence.Batches;

/// <summary>Searches of several strategies, symbols and timeframes as one piece of work.</summary>
public sealed class OptimizationBatch : IJobResult
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>Unique across databases.</summary>
    public Guid Uuid { get; set; }

    /// <summary>Name in lists.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public WorkStatus Status { get; set; }

    /// <summary>The spec as it came, byte for byte.</summary>
    public string SpecText { get; set; } = "";

    /// <summary>SHA-256 (hex) of the cells' fingerprints in their order.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>What is to be best, in every cell.</summary>
    public string Objective { get; set; } = "";

    /// <summary>Searches in all.</summary>
    public int Cells { get; set; }

    /// <summary>Searches that have ended.</summary>
    public int CellsDone { get; set; }

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
