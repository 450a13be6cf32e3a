using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>
/// MACD: the line EMA(fast) − EMA(slow), each average with its own seed (TA-Lib seeds the fast one late; the two agree
/// after some 200 bars); the signal, an EMA of the line; the histogram, line − signal. Outputs in this order.
/// </summary>
/// <param name="fast">Length of the fast average, at least 1.</param>
/// <param name="slow">Length of the slow average, at least 1.</param>
/// <param name="signal">Length of the signal, at least 1.</param>
public sealed class Macd(int fast, int slow, int signal) : Indicator
{
    private readonly Smoothing _fast = Smoothing.Exponential(fast);
    private readonly Smoothing _slow = Smoothing.Exponential(slow);
    private readonly Smoothing _signal = Smoothing.Exponential(signal);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => WarmUpOf(0) + _signal.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + Math.Max(_fast.Forgetting, _slow.Forgetting) + _signal.Forgetting;

    /// <inheritdoc/>
    public override int Outputs => 3;

    /// <inheritdoc/>
    public override int WarmUpOf(int output) => Math.Max(_fast.Lead, _slow.Lead) + (output == 0 ? 0 : _signal.Lead);

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var (leadFast, leadSlow) = Smoothing.Advance(_fast, run.Source, run.Output, _slow, run.Source, run.Output2);
        Lanes.Difference(1.0, run.Output, 1.0, run.Output2, run.Output);
        var lead = Math.Max(leadFast, leadSlow);
        run.Output2[..lead].Fill(double.NaN);
        _signal.Advance(run.Output[lead..], run.Output2[lead..]);
        Lanes.Difference(1.0, run.Output, 1.0, run.Output2, run.Output3);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _fast.Restart();
        _slow.Restart();
        _signal.Restart();
    }
}
