using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volume;

/// <summary>Chaikin's accumulation/distribution line: the sum since the first bar of <see cref="MoneyFlow"/>.</summary>
public sealed class AccumulationDistribution : Indicator
{
    private readonly double[] _flow = new double[MaxRun];
    private CompensatedSum _sum;

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => 0;

    /// <inheritdoc/>
    public override int Settling => NeverSettles;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var flow = _flow.AsSpan(0, run.Output.Length);
        MoneyFlow.Volume(run, flow);
        for (var i = 0; i < flow.Length; i++)
        {
            _sum.Add(flow[i]);
            run.Output[i] = _sum.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _sum = default;
}
