namespace Backtester.Core.Optimization.Batches;

/// <summary>A batch that was checked against strategies and stored candles: one search for each strategy, symbol and timeframe.</summary>
public sealed record BatchPlan
{
    /// <summary>Name in lists.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be best, in every cell.</summary>
    public required string Objective { get; init; }

    /// <summary>The searches, strategies turning slowest, timeframes fastest; at least one.</summary>
    public required IReadOnlyList<BatchCell> Cells { get; init; }

    /// <summary>The spec as it came, kept byte for byte.</summary>
    public required string SpecText { get; init; }

    /// <summary>SHA-256 (hex) of the cells' fingerprints in their order.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Sets of all cells at most.</summary>
    public long Sets => Cells.Sum(c => c.Plan.Settings.Budget(c.Plan.Space.Total));
}

/// <summary>One search of a batch.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Symbol">Its only symbol.</param>
/// <param name="SpecText">The search's own spec, in JSON: it can be submitted as it stands.</param>
/// <param name="Plan">What will be searched.</param>
public sealed record BatchCell(int Number, string Symbol, string SpecText, SearchPlan Plan);
