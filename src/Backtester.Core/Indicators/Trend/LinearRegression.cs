using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// The newest point of the least-squares line through the last n values. It equals 3 · WMA − 2 · SMA, since the line
/// goes through the mean with slope 6 · (WMA − SMA) / (n − 1), and ends (n − 1) / 2 bars after it.
/// </summary>
/// <param name="length">n, at least 1.</param>
public sealed class LinearRegression(int length) : Indicator
{
    private readonly WeightedAverage _weighted = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _weighted.Advance(run.Source, run.Output);
        Lanes.Difference(3.0, run.Output, 2.0 / length, _weighted.Sums(run.Output.Length), run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart() => _weighted.Restart();
}
