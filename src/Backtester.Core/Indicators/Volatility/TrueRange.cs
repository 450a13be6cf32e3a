using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>True range, see <see cref="TrueRanges"/>; it starts with the second bar.</summary>
public sealed class TrueRange : Indicator
{
    private readonly TrueRanges _ranges = new();

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _ranges.Advance(run, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _ranges.Restart();
}
