using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>1 where the value is below every one of the n values before it, else 0.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Falling(int length) : Indicator
{
    private readonly WindowFold<MinMerge> _extreme = new(length);
    private readonly History _extremes = new(1);
    private int _seen;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _extreme.Advance(run.Source, _extremes.Append(run.Output.Length));
        var before = _extremes.Ago(1);
        for (var i = 0; i < run.Output.Length; i += Lanes.Width)
        {
            var yes = Vector.LessThan(Lanes.Load(run.Source, i), Lanes.Load(before, i));
            Lanes.Store(Vector.ConditionalSelect(yes, Vector<double>.One, Vector<double>.Zero), run.Output, i);
        }

        var lead = Math.Clamp(length - _seen, 0, run.Output.Length);
        run.Output[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + run.Output.Length, length);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _extreme.Restart();
        _seen = 0;
    }
}
