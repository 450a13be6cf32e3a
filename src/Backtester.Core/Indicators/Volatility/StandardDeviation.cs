using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>Population standard deviation of the last n values. It does not lose digits as mean(x²) − mean(x)² does (TA-Lib).</summary>
/// <param name="length">n, at least 1.</param>
public sealed class StandardDeviation(int length) : Indicator
{
    private readonly Deviation _deviation = new(length);
    private readonly double[] _mean = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _deviation.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) =>
        _deviation.Advance(run.Source, _mean.AsSpan(0, run.Output.Length), run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _deviation.Restart();
}
