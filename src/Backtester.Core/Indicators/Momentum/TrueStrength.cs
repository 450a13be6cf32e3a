using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>
/// True strength index (Blau): 100 · EMA(fast) of EMA(slow) of the changes over the same of their absolute values;
/// unknown where nothing ever changed.
/// </summary>
/// <param name="slow">Length of the first average, at least 1.</param>
/// <param name="fast">Length of the second average, at least 1.</param>
public sealed class TrueStrength(int slow, int fast) : Indicator
{
    private readonly History _values = new(1);
    private readonly Smoothing _slow = Smoothing.Exponential(slow);
    private readonly Smoothing _fast = Smoothing.Exponential(fast);
    private readonly Smoothing _slowSize = Smoothing.Exponential(slow);
    private readonly Smoothing _fastSize = Smoothing.Exponential(fast);
    private readonly double[] _size = new double[MaxRun];
    private bool _started;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => slow + fast - 1;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _slow.Forgetting + _fast.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var change = run.Output;
        var size = _size.AsSpan(0, change.Length);
        _values.Append(run.Source);
        Lanes.Difference(1.0, run.Source, 1.0, _values.Ago(1), change);
        for (var i = 0; i < size.Length; i += Lanes.Width)
        {
            Lanes.Store(Vector.Abs(Lanes.Load(change, i)), size, i);
        }

        var lead = _started ? 0 : 1;
        _started = true;
        change[..lead].Fill(double.NaN);
        lead += Smoothing.Advance(_slow, change[lead..], change[lead..], _slowSize, size[lead..], size[lead..]).LeadA;
        Smoothing.Advance(_fast, change[lead..], change[lead..], _fastSize, size[lead..], size[lead..]);
        Lanes.Ratio(100.0, change, size, change);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _slow.Restart();
        _fast.Restart();
        _slowSize.Restart();
        _fastSize.Restart();
        _started = false;
    }
}
