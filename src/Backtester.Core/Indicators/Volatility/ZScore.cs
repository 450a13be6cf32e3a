using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>(x − mean) / population standard deviation of the last n values; unknown where they are all equal.</summary>
/// <param name="length">n, at least 2.</param>
public sealed class ZScore(int length) : Indicator
{
    private readonly Deviation _deviation = new(length);
    private readonly double[] _spread = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _deviation.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var spread = _spread.AsSpan(0, run.Output.Length);
        _deviation.Advance(run.Source, run.Output, spread);
        Lanes.Difference(1.0, run.Source, 1.0, run.Output, run.Output);
        Lanes.Ratio(1.0, run.Output, spread, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart() => _deviation.Restart();
}
