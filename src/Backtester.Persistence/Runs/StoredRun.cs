using Backtester.Core.Analysis;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Persistence.Runs;

/// <summary>A run as it is stored, in the engine's types: unknown numbers are NaN here. Results are empty until COMPLETED.</summary>
public sealed record StoredRun
{
    /// <summary>What lists show of it.</summary>
    public required RunSummary Summary { get; init; }

    /// <summary>What was asked for, with spec text and manifest byte for byte.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>SHA-256 (hex) of the candles read, where it was given.</summary>
    public string? DatasetHash { get; init; }

    /// <summary>Metrics in order, with notes.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>Refused orders by reason.</summary>
    public required IReadOnlyDictionary<string, int> Refusals { get; init; }

    /// <summary>Warnings in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The ambiguity band; null until COMPLETED.</summary>
    public Ambiguity? Ambiguity { get; init; }

    /// <summary>Costs by kind; null where none were given.</summary>
    public IReadOnlyDictionary<string, double>? Costs { get; init; }

    /// <summary>The metrics as other tools print them.</summary>
    public required IReadOnlyDictionary<string, MetricSet> Parity { get; init; }

    /// <summary>What each of several strategies brought; empty where there is one.</summary>
    public IReadOnlyList<StrategyAttribution> Strategies { get; init; } = [];

    /// <summary>The account, a row a UTC day, in order of time.</summary>
    public required IReadOnlyList<DailyRow> Daily { get; init; }

    /// <summary>All trades in order; null where they were not asked for.</summary>
    public IReadOnlyList<Trade>? Trades { get; init; }

    /// <summary>The account at the last bar of each day, as a curve.</summary>
    public EquityCurve DailyCurve() => new(
        Daily.Select(d => d.TimeMs).ToArray(),
        Daily.Select(d => d.Equity).ToArray(),
        Daily.Select(d => d.Cash).ToArray(),
        Daily.Select(d => d.OpenPositions).ToArray(),
        Summary.InitialEquity ?? double.NaN);

    /// <summary>The result as the engine gave it, with <paramref name="curve"/> (that of every bar comes from its own file).</summary>
    /// <exception cref="InvalidOperationException">The run is not COMPLETED, or it was read without its trades.</exception>
    public RunResult ToResult(EquityCurve curve)
    {
        if (Summary.Status != WorkStatus.Completed || Ambiguity is null || Summary.ResultHash is null)
        {
            throw new InvalidOperationException($"run {Summary.Id} is {Summary.Status.Word()}: only a COMPLETED run has a result");
        }

        return new RunResult
        {
            Plan = Plan,
            Trades = Trades ?? throw new InvalidOperationException($"run {Summary.Id} was read without its trades"),
            Curve = curve,
            Metrics = Metrics,
            Refusals = Refusals,
            Warnings = Warnings,
            Ambiguity = Ambiguity,
            Parity = Parity,
            Strategies = Strategies,
            ResultHash = Summary.ResultHash,
        };
    }
}
