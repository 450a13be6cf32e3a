using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Linearly weighted moving average: weights 1 (oldest) to n (newest).</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Wma(int length) : Indicator
{
    private readonly WeightedAverage _average = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _average.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _average.Restart();
}
