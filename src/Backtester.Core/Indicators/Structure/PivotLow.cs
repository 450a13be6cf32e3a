using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>
/// A low strictly below those of its neighbours on both sides, written at the bar that confirms it, the last neighbour on the
/// right; unknown at every other bar.
/// </summary>
/// <param name="left">Neighbours before it, at least 1.</param>
/// <param name="right">Neighbours after it, at least 1.</param>
public sealed class PivotLow(int left, int right) : Indicator
{
    private readonly PivotFinder<MinMerge> _finder = new(left, right);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => _finder.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _finder.Advance(run.Low, high: false, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _finder.Restart();
}
