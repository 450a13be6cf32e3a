using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volume;

/// <summary>On-balance volume: starts with the first bar's volume, then adds it where the close rose and subtracts it where it fell.</summary>
public sealed class OnBalanceVolume : Indicator
{
    private CompensatedSum _sum;
    private double _last;
    private bool _started;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Close | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => 0;

    /// <inheritdoc/>
    public override int Settling => NeverSettles;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        for (var i = 0; i < run.Output.Length; i++)
        {
            var close = run.Close[i];
            if (!_started || close > _last)
            {
                _sum.Add(run.Volume[i]);
            }
            else if (close < _last)
            {
                _sum.Add(-run.Volume[i]);
            }

            (_started, _last) = (true, close);
            run.Output[i] = _sum.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _sum = default;
        _started = false;
    }
}
