using Backtester.Core.Analysis;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>Everything that a finished run gave. Written as the result document by <see cref="ResultDocument"/>.</summary>
public sealed record RunResult
{
    private readonly Lazy<IReadOnlyDictionary<string, MetricSet>> _parity = new(new Dictionary<string, MetricSet>());

    /// <summary>What was run.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Trades in order of exit; positions left open come last.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>The account at each bar.</summary>
    public required EquityCurve Curve { get; init; }

    /// <summary>Metrics with their notes.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>Refused orders by reason (snake_case).</summary>
    public required IReadOnlyDictionary<string, int> Refusals { get; init; }

    /// <summary>What the user should know, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Bars in which stop and target both lay, and the final equity both ways.</summary>
    public required Ambiguity Ambiguity { get; init; }

    /// <summary>The same run's metrics as other tools print them: tool, metric, value (NaN unknown). Of a fresh result they are made when first asked for.</summary>
    public IReadOnlyDictionary<string, MetricSet> Parity
    {
        get => _parity.Value;
        init => _parity = new(value);
    }

    /// <summary>Makes <see cref="Parity"/> when it is first asked for.</summary>
    internal Func<IReadOnlyDictionary<string, MetricSet>> MakeParity
    {
        init => _parity = new(value);
    }

    /// <summary>What each of several strategies brought; empty where there is one.</summary>
    public IReadOnlyList<StrategyAttribution> Strategies { get; init; } = [];

    /// <summary>SHA-256 (hex) over the bytes of all fills and of each bar's equity.</summary>
    public required string ResultHash { get; init; }
}

/// <summary>The ambiguity band of a run.</summary>
/// <param name="Bars">Number of ambiguous bars.</param>
/// <param name="Low">Final equity, the worse way.</param>
/// <param name="High">Final equity, the better way.</param>
public sealed record Ambiguity(int Bars, double Low, double High);
