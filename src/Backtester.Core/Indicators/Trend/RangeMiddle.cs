using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Middle of the range of the last n bars, (highest high + lowest low) / 2, shown a number of bars later (Ichimoku's lines).</summary>
/// <param name="length">n, at least 1.</param>
/// <param name="displacement">Bars by which it is shown later, at least 0.</param>
public sealed class RangeMiddle(int length, int displacement) : Indicator
{
    private readonly WindowFold<MaxMerge> _high = new(length);
    private readonly WindowFold<MinMerge> _low = new(length);
    private readonly History _middle = new(displacement);
    private readonly double[] _lowest = new double[MaxRun];
    private int _seen;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => length - 1 + displacement;

    /// <summary>Advance, for an indicator made of two of these.</summary>
    internal void Continue(in IndicatorTile run) => Advance(run);

    /// <summary>Restart, for an indicator made of two of these.</summary>
    internal void Forget() => Restart();

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var lowest = _lowest.AsSpan(0, run.Output.Length);
        _high.Advance(run.High, run.Output);
        _low.Advance(run.Low, lowest);
        Lanes.Difference(0.5, run.Output, -0.5, lowest, _middle.Append(lowest.Length));
        _middle.Ago(displacement).CopyTo(run.Output);
        var lead = Math.Clamp(WarmUp - _seen, 0, lowest.Length);
        run.Output[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + lowest.Length, WarmUp);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _high.Restart();
        _low.Restart();
        _seen = 0;
    }
}
