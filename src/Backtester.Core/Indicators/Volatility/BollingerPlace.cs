using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>
/// Of the Bollinger bands: the width (upper − lower) / middle, and %B = (x − lower) / (upper − lower). The width is
/// unknown where the middle is 0, %B where the bands meet.
/// </summary>
/// <param name="length">Bars in the window, at least 1.</param>
/// <param name="multiplier">Standard deviations from the middle to a band.</param>
public sealed class BollingerPlace(int length, double multiplier) : Indicator
{
    private readonly Deviation _deviation = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _deviation.Lead;

    /// <inheritdoc/>
    public override int Outputs => 2;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _deviation.Advance(run.Source, run.Output, run.Output2);
        var (half, two) = (new Vector<double>(multiplier), new Vector<double>(2.0));
        for (var i = 0; i < run.Output.Length; i += Lanes.Width)
        {
            var (middle, distance) = (Lanes.Load(run.Output, i), half * Lanes.Load(run.Output2, i));
            Lanes.Store(Lanes.Divide(two * distance, middle), run.Output, i);
            Lanes.Store(Lanes.Divide(Lanes.Load(run.Source, i) - (middle - distance), two * distance), run.Output2, i);
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _deviation.Restart();
}
