using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>Average true range in percent of the close; unknown where the close is 0.</summary>
/// <param name="length">Length of the average, at least 1.</param>
public sealed class NormalizedTrueRange(int length) : Indicator
{
    private readonly AverageTrueRanges _ranges = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => _ranges.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _ranges.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _ranges.Advance(run, run.Output);
        Lanes.Ratio(100.0, run.Output, run.Close, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart() => _ranges.Restart();
}
