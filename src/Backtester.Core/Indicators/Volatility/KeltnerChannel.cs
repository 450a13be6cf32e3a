using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>Keltner channel: EMA of the close ± m average true ranges. Outputs: upper, middle, lower.</summary>
/// <param name="length">Length of the average of the close, at least 1.</param>
/// <param name="multiplier">m.</param>
/// <param name="rangeLength">Length of Wilder's average true range, at least 1.</param>
public sealed class KeltnerChannel(int length, double multiplier, int rangeLength) : Indicator
{
    private readonly Smoothing _middle = Smoothing.Exponential(length);
    private readonly AverageTrueRanges _ranges = new(rangeLength);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(_middle.Lead, _ranges.Lead);

    /// <inheritdoc/>
    public override int Settling => Math.Max(_middle.Lead + _middle.Forgetting, _ranges.Lead + _ranges.Forgetting);

    /// <inheritdoc/>
    public override int Outputs => 3;

    /// <inheritdoc/>
    public override int WarmUpOf(int output) => output == 1 ? _middle.Lead : WarmUp;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _middle.Advance(run.Close, run.Output2);
        _ranges.Advance(run, run.Output3);
        Lanes.Difference(1.0, run.Output2, -multiplier, run.Output3, run.Output);
        Lanes.Difference(1.0, run.Output2, multiplier, run.Output3, run.Output3);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _middle.Restart();
        _ranges.Restart();
    }
}
