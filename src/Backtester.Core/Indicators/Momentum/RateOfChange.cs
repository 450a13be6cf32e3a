using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>Rate of change in percent: 100 · (x / x[n] − 1); unknown where x[n] is 0.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class RateOfChange(int length) : Indicator
{
    private readonly History _values = new(length);
    private int _seen;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _values.Append(run.Source);
        var before = _values.Ago(length);
        for (var i = 0; i < run.Output.Length; i += Lanes.Width)
        {
            var ratio = Lanes.Divide(Lanes.Load(run.Source, i), Lanes.Load(before, i));
            Lanes.Store(new Vector<double>(100.0) * (ratio - Vector<double>.One), run.Output, i);
        }

        var lead = Math.Clamp(length - _seen, 0, run.Output.Length);
        run.Output[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + run.Output.Length, length);
    }

    /// <inheritdoc/>
    protected override void Restart() => _seen = 0;
}
