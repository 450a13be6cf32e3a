using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>Bollinger bands: the simple average ± m population standard deviations. Outputs: upper, middle, lower.</summary>
/// <param name="length">Bars in the window, at least 1.</param>
/// <param name="multiplier">m.</param>
public sealed class BollingerBands(int length, double multiplier) : Indicator
{
    private readonly Deviation _deviation = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _deviation.Lead;

    /// <inheritdoc/>
    public override int Outputs => 3;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _deviation.Advance(run.Source, run.Output2, run.Output3);
        Lanes.Difference(1.0, run.Output2, -multiplier, run.Output3, run.Output);
        Lanes.Difference(1.0, run.Output2, multiplier, run.Output3, run.Output3);
    }

    /// <inheritdoc/>
    protected override void Restart() => _deviation.Restart();
}
