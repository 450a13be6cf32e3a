using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>Awesome oscillator (Bill Williams): fast less slow simple average of (high + low) / 2.</summary>
/// <param name="fast">Length of the fast average, at least 1.</param>
/// <param name="slow">Length of the slow average, at least 1.</param>
public sealed class AwesomeOscillator(int fast, int slow) : Indicator
{
    private readonly SimpleAverage _fast = new(fast);
    private readonly SimpleAverage _slow = new(slow);
    private readonly double[] _middle = new double[MaxRun];
    private readonly double[] _slowly = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(_fast.Lead, _slow.Lead);

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var middle = _middle.AsSpan(0, run.Output.Length);
        var slowly = _slowly.AsSpan(0, run.Output.Length);
        Lanes.Difference(0.5, run.High, -0.5, run.Low, middle);
        _fast.Advance(middle, run.Output);
        _slow.Advance(middle, slowly);
        Lanes.Difference(1.0, run.Output, 1.0, slowly, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _fast.Restart();
        _slow.Restart();
    }
}
