using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Volume-weighted moving average Σ(x · volume) / Σ volume of the last n bars; unknown where no volume was traded.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Vwma(int length) : Indicator
{
    private readonly VolumeWeighted _average = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _average.Advance(run.Source, run.Volume, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _average.Restart();
}
