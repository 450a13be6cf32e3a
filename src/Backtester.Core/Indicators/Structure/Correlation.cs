using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>Pearson correlation of the last n values of two series, −1 to 1; unknown where either does not vary.</summary>
/// <param name="length">n, at least 2.</param>
public sealed class Correlation(int length) : Indicator
{
    private readonly History _first = new(length - 1);
    private readonly History _second = new(length - 1);
    private readonly Deviation _firstDeviation = new(length);
    private readonly Deviation _secondDeviation = new(length);
    private readonly double[] _means = new double[MaxRun];
    private readonly double[] _means2 = new double[MaxRun];
    private readonly double[] _spreads = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source | IndicatorInputs.Source2;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var count = run.Output.Length;
        var means = _means.AsSpan(0, count);
        var means2 = _means2.AsSpan(0, count);
        var spreads = _spreads.AsSpan(0, count);
        _first.Append(run.Source);
        _second.Append(run.Source2);
        _firstDeviation.Advance(run.Source, means, run.Output);
        _secondDeviation.Advance(run.Source2, means2, spreads);
        var (n, one) = (new Vector<double>(length), Vector<double>.One);
        for (var i = 0; i < count; i += Lanes.Width)
        {
            var (mean, mean2) = (Lanes.Load(means, i), Lanes.Load(means2, i));
            var product = Vector<double>.Zero;
            for (var ago = length - 1; ago >= 0; ago--)
            {
                product += (Lanes.Load(_first.Ago(ago), i) - mean) * (Lanes.Load(_second.Ago(ago), i) - mean2);
            }

            // Rounding may carry a perfect correlation some ulps beyond 1; NaN passes both comparisons.
            var value = Lanes.Divide(product / n, Lanes.Load(run.Output, i) * Lanes.Load(spreads, i));
            value = Vector.ConditionalSelect(Vector.GreaterThan(value, one), one, value);
            value = Vector.ConditionalSelect(Vector.LessThan(value, -one), -one, value);
            Lanes.Store(value, run.Output, i);
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _firstDeviation.Restart();
        _secondDeviation.Restart();
    }
}
