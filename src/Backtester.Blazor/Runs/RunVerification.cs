namespace Backtester.Blazor.Runs;

/// <summary>What running a stored run again showed.</summary>
/// <param name="RunId">The stored run.</param>
/// <param name="Verified">True where every byte came out the same.</param>
/// <param name="Sentence">What was found, for a person.</param>
/// <param name="StoredFingerprint">SHA-256 (hex) of what went in, as stored.</param>
/// <param name="Fingerprint">The same of what is stored now; null where the spec no longer fits the stored candles.</param>
/// <param name="StoredResultHash">SHA-256 (hex) of all fills and each bar's equity, as stored.</param>
/// <param name="ResultHash">The same of the run made now; null where it could not be made.</param>
/// <param name="Differences">The parts that differ: engine_version, dataset_hash, strategy_hash, spec, fills_and_equity, equity_curve, document.</param>
/// <param name="ElapsedSeconds">How long the run took.</param>
public sealed record RunVerification(
    long RunId,
    bool Verified,
    string Sentence,
    string StoredFingerprint,
    string? Fingerprint,
    string? StoredResultHash,
    string? ResultHash,
    IReadOnlyList<string> Differences,
    double ElapsedSeconds);
