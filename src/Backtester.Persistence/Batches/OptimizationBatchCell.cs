namespace Backtester.Persistence.Batches;

/// <summary>One search of a batch: a strategy on a symbol and a timeframe.</summary>
public sealed class OptimizationBatchCell
{
    /// <summary>The batch.</summary>
    public long BatchId { get; set; }

    /// <summary>From 1, in the order of work.</summary>
    public int Number { get; set; }

    /// <summary>Catalogue id.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>The symbol.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Length of a bar.</summary>
    public string Timeframe { get; set; } = "";

    /// <summary>The search's own spec: it can be submitted as it stands.</summary>
    public string SpecText { get; set; } = "";

    /// <summary>The fingerprint that the search will have.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Sets that will be tried at most.</summary>
    public long Budget { get; set; }

    /// <summary>The stored search; null before its turn, and after it was deleted.</summary>
    public long? OptimizationId { get; set; }

    /// <summary>Why there is no result, in a sentence; null where there is one or none yet.</summary>
    public string? Note { get; set; }
}
