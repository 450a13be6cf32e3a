using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>Wilder's average true range, seeded with the mean of the true ranges of bars 1 to n.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class AverageTrueRange(int length) : Indicator
{
    private readonly AverageTrueRanges _ranges = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => _ranges.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _ranges.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _ranges.Advance(run, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _ranges.Restart();
}
