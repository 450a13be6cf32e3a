using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>Williams %R: −100 · (highest high − close) / (highest high − lowest low) of the last n bars; unknown without any range.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class WilliamsR(int length) : Indicator
{
    private readonly RangePlace _place = new(length, -100.0);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _place.Advance(run.High, run.Low, run.Close, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _place.Restart();
}
