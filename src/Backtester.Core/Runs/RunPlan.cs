using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>
/// A spec that was checked against the catalogue and the stored candles, all defaults filled in: what will run.
/// </summary>
public sealed record RunPlan
{
    /// <summary>The spec with every default written out.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The series to read, in the order of the spec's symbols.</summary>
    public required IReadOnlyList<SeriesKey> Series { get; init; }

    /// <summary>The range of open times to read.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>True where the candles are generated, not recorded.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>The spec as it came, kept byte for byte.</summary>
    public required string SpecText { get; init; }

    /// <summary>Canonical JSON (RFC 8785) of the manifest: spec, dataset hash, strategy hash, engine version.</summary>
    public required string Manifest { get; init; }

    /// <summary>SHA-256 (hex) of the manifest without name, notes, tags and output options.</summary>
    public required string Fingerprint { get; init; }
}
