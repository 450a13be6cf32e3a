using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Triple exponential moving average (Mulloy): 3 · EMA − 3 · EMA² + EMA³, where EMA² is the EMA of the EMA.</summary>
/// <param name="length">Length of the three averages, at least 1.</param>
public sealed class Tema(int length) : Indicator
{
    private readonly Smoothing _once = Smoothing.Exponential(length);
    private readonly Smoothing _twice = Smoothing.Exponential(length);
    private readonly Smoothing _thrice = Smoothing.Exponential(length);
    private readonly double[] _first = new double[MaxRun];
    private readonly double[] _second = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => 3 * (length - 1);

    /// <inheritdoc/>
    public override int Settling => WarmUp + (3 * _once.Forgetting);

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var output = run.Output;
        var first = _first.AsSpan(0, output.Length);
        var second = _second.AsSpan(0, output.Length);
        var lead = _once.Advance(run.Source, first);
        second[..lead].Fill(double.NaN);
        var lead2 = lead + _twice.Advance(first[lead..], second[lead..]);
        output[..lead2].Fill(double.NaN);
        _thrice.Advance(second[lead2..], output[lead2..]);
        Lanes.Difference(3.0, first, 3.0, second, first);
        Lanes.Difference(1.0, first, -1.0, output, output);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _once.Restart();
        _twice.Restart();
        _thrice.Restart();
    }
}
