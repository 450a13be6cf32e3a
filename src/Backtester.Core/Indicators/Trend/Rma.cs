using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Wilder's moving average, weight 1 / n, seeded with the mean of the first n values; elsewhere SMMA.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Rma(int length) : Indicator
{
    private readonly Smoothing _average = Smoothing.Wilder(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _average.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _average.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _average.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _average.Restart();
}
