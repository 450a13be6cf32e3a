using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volume;

/// <summary>Chaikin money flow: the sum of <see cref="MoneyFlow"/> over the sum of volume of the last n bars; unknown without volume.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class ChaikinMoneyFlow(int length) : Indicator
{
    private readonly WindowFold<SumMerge> _flow = new(length);
    private readonly WindowFold<SumMerge> _volume = new(length);
    private readonly double[] _flows = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var flows = _flows.AsSpan(0, run.Output.Length);
        MoneyFlow.Volume(run, flows);
        _flow.Advance(flows, run.Output);
        _volume.Advance(run.Volume, flows);
        Lanes.Ratio(1.0, run.Output, flows, run.Output);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _flow.Restart();
        _volume.Restart();
    }
}
