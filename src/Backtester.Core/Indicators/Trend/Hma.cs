using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Hull moving average: WMA(√n) of 2 · WMA(n / 2) − WMA(n), lengths rounded down.</summary>
/// <param name="length">n, at least 2.</param>
public sealed class Hma(int length) : Indicator
{
    private readonly WeightedAverage _half = new(length / 2);
    private readonly WeightedAverage _whole = new(length);
    private readonly WeightedAverage _root = new((int)Math.Sqrt(length));
    private readonly double[] _fast = new double[MaxRun];
    private readonly double[] _slow = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _whole.Lead + _root.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var fast = _fast.AsSpan(0, run.Output.Length);
        var slow = _slow.AsSpan(0, run.Output.Length);
        _half.Advance(run.Source, fast);
        var lead = _whole.Advance(run.Source, slow);
        Lanes.Difference(2.0, fast, 1.0, slow, slow);
        run.Output[..lead].Fill(double.NaN);
        _root.Advance(slow[lead..], run.Output[lead..]);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _half.Restart();
        _whole.Restart();
        _root.Restart();
    }
}
