using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>Everything of a run but its curve and candles, which come over HTTP (`/api/backtest/results/{id}/chart`).</summary>
public sealed record RunDetail
{
    /// <summary>What the list shows.</summary>
    public required RunSummary Summary { get; init; }

    /// <summary>The spec as it came, byte for byte.</summary>
    public required string SpecText { get; init; }

    /// <summary>Canonical JSON of the manifest: the spec with all defaults, dataset hash, strategy hash, engine version.</summary>
    public required string Manifest { get; init; }

    /// <summary>What ran.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>SHA-256 (hex) of what decides the result.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 (hex) of the result; null before COMPLETED.</summary>
    public string? ResultHash { get; init; }

    /// <summary>Metrics by name in order of display, NaN where unknown; empty before COMPLETED.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    /// <summary>For each unknown metric the reason.</summary>
    public IReadOnlyDictionary<string, string> MetricNotes { get; init; } = new Dictionary<string, string>();

    /// <summary>Trades in order of exit, those left open last; empty before COMPLETED.</summary>
    public IReadOnlyList<Trade> Trades { get; init; } = [];

    /// <summary>What the user should know, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Refused orders by reason.</summary>
    public IReadOnlyDictionary<string, int> Refusals { get; init; } = new Dictionary<string, int>();

    /// <summary>Bars in which stop and target both lay, and the final equity both ways; null before COMPLETED.</summary>
    public Ambiguity? Ambiguity { get; init; }
}
