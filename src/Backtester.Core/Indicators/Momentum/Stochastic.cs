using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>
/// Stochastic oscillator. Outputs: slow %K, the simple average of 100 · (close − lowest low) / (highest high − lowest
/// low); and %D, the simple average of slow %K. Unknown while a bar without any range is in the averages.
/// </summary>
/// <param name="length">Bars of the range, at least 1.</param>
/// <param name="smooth">Bars of the average that makes %K slow; 1 gives fast %K.</param>
/// <param name="signal">Bars of the average %D.</param>
public sealed class Stochastic(int length, int smooth, int signal) : Indicator
{
    private readonly RangePlace _place = new(length, 0.0);
    private readonly SimpleAverage _slow = new(smooth);
    private readonly SimpleAverage _signal = new(signal);
    private readonly double[] _raw = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => _place.Lead + _slow.Lead + _signal.Lead;

    /// <inheritdoc/>
    public override int Outputs => 2;

    /// <inheritdoc/>
    public override int WarmUpOf(int output) => output == 0 ? _place.Lead + _slow.Lead : WarmUp;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var raw = _raw.AsSpan(0, run.Output.Length);
        var lead = _place.Advance(run.High, run.Low, run.Close, raw);
        run.Output[..lead].Fill(double.NaN);
        lead += _slow.Advance(raw[lead..], run.Output[lead..]);
        run.Output2[..lead].Fill(double.NaN);
        _signal.Advance(run.Output[lead..], run.Output2[lead..]);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _place.Restart();
        _slow.Restart();
        _signal.Restart();
    }
}
