using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>Percent of the n values before this one that are less than or equal to it.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class PercentileRank(int length) : Indicator
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
        var (hundred, n) = (new Vector<double>(100.0), new Vector<double>(length));
        for (var i = 0; i < run.Output.Length; i += Lanes.Width)
        {
            var value = Lanes.Load(run.Source, i);
            var count = Vector<double>.Zero;
            for (var ago = 1; ago <= length; ago++)
            {
                var below = Vector.LessThanOrEqual(Lanes.Load(_values.Ago(ago), i), value);
                count += Vector.ConditionalSelect(below, Vector<double>.One, Vector<double>.Zero);
            }

            Lanes.Store(hundred * count / n, run.Output, i);
        }

        var lead = Math.Clamp(length - _seen, 0, run.Output.Length);
        run.Output[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + run.Output.Length, length);
    }

    /// <inheritdoc/>
    protected override void Restart() => _seen = 0;
}
