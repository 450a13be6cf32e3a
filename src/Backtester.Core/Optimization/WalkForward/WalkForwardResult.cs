using Backtester.Core.Analysis;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>What a walk-forward gave.</summary>
public sealed record WalkForwardResult
{
    /// <summary>What was done.</summary>
    public required WalkForwardPlan Plan { get; init; }

    /// <summary>The windows in the order of time.</summary>
    public required IReadOnlyList<WindowResult> Windows { get; init; }

    /// <summary>The out-of-sample stretches as one account.</summary>
    public required EquityCurve Curve { get; init; }

    /// <summary>Its trades in order of exit; bars are counted from the first out-of-sample bar.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>Metrics of the stitched account, as of a run over the out-of-sample range.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>SHA-256 (hex) over the bytes of all out-of-sample fills and of each bar's equity.</summary>
    public required string ResultHash { get; init; }

    /// <summary>Growth of the stitched account.</summary>
    public required WalkForwardReturn OutOfSample { get; init; }

    /// <summary>Growth of the chosen sets in sample, one stretch after another; null where no window chose one.</summary>
    public WalkForwardReturn? InSample { get; init; }

    /// <summary>Annual return out of sample over in sample, in all; NaN where <see cref="EfficiencyNote"/> says why.</summary>
    public double Efficiency => InSample is { } known ? WalkForwardReturn.Efficiency(OutOfSample, known) : double.NaN;

    /// <summary>Why <see cref="Efficiency"/> is unknown; null where it is known.</summary>
    public string? EfficiencyNote => InSample is { } known ? WalkForwardReturn.WhyUnknown(OutOfSample, known) : "no window chose a set";

    /// <summary>Mean of the windows' degradations that are known; NaN where none is.</summary>
    public double Degradation => Windows.Select(w => w.Degradation).Where(d => !double.IsNaN(d)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Windows that ended with more than they began with.</summary>
    public int ProfitableWindows => Windows.Count(w => w.OutOfSample.Factor > 1);

    /// <summary>Sets tried in all windows together.</summary>
    public long Trials => Windows.Sum(w => (long)w.Trials);

    /// <summary>The answer in plain words.</summary>
    public string Sentence => WalkForwardSentence.Of(this);
}
