using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Ichimoku's leading span A as drawn at this bar: the mean of conversion and base line of so many bars ago.</summary>
/// <param name="conversion">Bars of the conversion line, at least 1.</param>
/// <param name="standard">Bars of the base line, at least 1.</param>
/// <param name="displacement">Bars by which the span is drawn ahead, at least 0.</param>
public sealed class IchimokuSpanA(int conversion, int standard, int displacement) : Indicator
{
    private readonly RangeMiddle _conversion = new(conversion, displacement);
    private readonly RangeMiddle _standard = new(standard, displacement);
    private readonly double[] _other = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(_conversion.WarmUp, _standard.WarmUp);

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var other = _other.AsSpan(0, run.Output.Length);
        _conversion.Continue(run);
        _standard.Continue(new IndicatorTile { High = run.High, Low = run.Low, Output = other });
        Lanes.Difference(0.5, run.Output, -0.5, other, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _conversion.Forget();
        _standard.Forget();
    }
}
