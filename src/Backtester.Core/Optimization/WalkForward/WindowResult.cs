using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>What a window chose and what became of it.</summary>
public sealed record WindowResult
{
    /// <summary>Which window.</summary>
    public required WalkForwardWindow Window { get; init; }

    /// <summary>What its search found.</summary>
    public required WindowChoice Choice { get; init; }

    /// <summary>Sets that its search tried.</summary>
    public int Trials => Choice.Trials;

    /// <summary>Those that were simulated; the strategy refused the others.</summary>
    public int Measured => Choice.Measured;

    /// <summary>The best trial, with its in-sample metrics; null where none had a score, and the window stays in cash.</summary>
    public Trial? Chosen => Choice.Best;

    /// <summary>Growth of the chosen set in sample; null without one.</summary>
    public WalkForwardReturn? InSample { get; init; }

    /// <summary>Growth out of sample.</summary>
    public required WalkForwardReturn OutOfSample { get; init; }

    /// <summary>All metrics of the out-of-sample stretch; null where it was not traded.</summary>
    public MetricSet? Metrics { get; init; }

    /// <summary>The objective out of sample, the higher the better, whatever the number of trades; NaN where unknown.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Day ends of the stitched account in the out-of-sample stretch.</summary>
    public IReadOnlyList<WalkForwardDay> Days { get; init; } = [];

    /// <summary>Why the window was not traded, in a sentence; null where it was.</summary>
    public string? Note { get; init; }

    /// <summary>Annual return out of sample over in sample; NaN where <see cref="EfficiencyNote"/> says why.</summary>
    public double Efficiency => InSample is { } known && Metrics is not null ? WalkForwardReturn.Efficiency(OutOfSample, known) : double.NaN;

    /// <summary>Why <see cref="Efficiency"/> is unknown; null where it is known.</summary>
    public string? EfficiencyNote => InSample is { } known && Metrics is not null ? WalkForwardReturn.WhyUnknown(OutOfSample, known) : Note;

    /// <summary>Objective in sample less out of sample, both the higher the better: above 0 where it got worse; NaN where one is unknown.</summary>
    public double Degradation => Chosen is null ? double.NaN : Chosen.Score - Score;
}
