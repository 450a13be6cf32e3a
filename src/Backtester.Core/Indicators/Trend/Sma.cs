using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Simple moving average: the mean of the last n values.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Sma(int length) : Indicator
{
    private readonly SimpleAverage _average = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _average.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _average.Restart();
}
