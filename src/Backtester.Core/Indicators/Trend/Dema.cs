using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Double exponential moving average (Mulloy): 2 · EMA − EMA of the EMA.</summary>
/// <param name="length">Length of both averages, at least 1.</param>
public sealed class Dema(int length) : Indicator
{
    private readonly Smoothing _once = Smoothing.Exponential(length);
    private readonly Smoothing _twice = Smoothing.Exponential(length);
    private readonly double[] _first = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => 2 * (length - 1);

    /// <inheritdoc/>
    public override int Settling => WarmUp + (2 * _once.Forgetting);

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var first = _first.AsSpan(0, run.Output.Length);
        var lead = _once.Advance(run.Source, first);
        run.Output[..lead].Fill(double.NaN);
        _twice.Advance(first[lead..], run.Output[lead..]);
        Lanes.Difference(2.0, first, 1.0, run.Output, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _once.Restart();
        _twice.Restart();
    }
}
