using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>x − x[n]: momentum, and with n = 1 the change of a bar.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Change(int length) : Indicator
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
        Lanes.Difference(1.0, run.Source, 1.0, _values.Ago(length), run.Output);
        var lead = Math.Clamp(length - _seen, 0, run.Output.Length);
        run.Output[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + run.Output.Length, length);
    }

    /// <inheritdoc/>
    protected override void Restart() => _seen = 0;
}
