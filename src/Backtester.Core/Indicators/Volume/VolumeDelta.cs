using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volume;

/// <summary>
/// Volume delta: bought less sold by takers, 2 · taker buy volume − volume, summed over the last n bars or, with n = 0,
/// since the first bar (CVD). Where the taker buy volume is unknown a bar counts with Chaikin's money flow volume: its
/// volume times the close's place in the bar, an estimate.
/// </summary>
/// <param name="length">n, or 0 for all bars.</param>
public sealed class VolumeDelta(int length) : Indicator
{
    private readonly WindowFold<SumMerge>? _window = length > 0 ? new WindowFold<SumMerge>(length) : null;
    private readonly double[] _delta = new double[MaxRun];
    private CompensatedSum _sum;

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume | IndicatorInputs.TakerBuyVolume;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(0, length - 1);

    /// <inheritdoc/>
    public override int Settling => length > 0 ? WarmUp : NeverSettles;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var delta = _delta.AsSpan(0, run.Output.Length);
        MoneyFlow.Volume(run, delta);
        for (var i = 0; i < run.TakerBuyVolume.Length; i++)
        {
            var bought = run.TakerBuyVolume[i];
            delta[i] = double.IsFinite(bought) ? (2.0 * bought) - run.Volume[i] : delta[i];
        }

        if (_window is not null)
        {
            _window.Advance(delta, run.Output);
            return;
        }

        for (var i = 0; i < delta.Length; i++)
        {
            _sum.Add(delta[i]);
            run.Output[i] = _sum.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _window?.Restart();
        _sum = default;
    }
}
