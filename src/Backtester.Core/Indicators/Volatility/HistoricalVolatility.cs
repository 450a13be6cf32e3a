using Backtester.Core.Indicators.Windows;
using Backtester.Core.Market;

namespace Backtester.Core.Indicators.Volatility;

/// <summary>
/// Historical volatility: population standard deviation of the last n log returns ln(x / x[1]), times √(bars a year), as a
/// fraction. Unknown while a return of a price that is not above 0 is in the window.
/// </summary>
/// <param name="length">n, at least 1.</param>
/// <param name="barsPerYear">365 for daily crypto candles, 105,120 for 5 minutes; 1 leaves it per bar.</param>
public sealed class HistoricalVolatility(int length, double barsPerYear) : Indicator
{
    private readonly Deviation _deviation = new(length);
    private readonly double[] _returns = new double[MaxRun];
    private readonly double[] _mean = new double[MaxRun];
    private readonly double _scale = 1.0 / Math.Sqrt(barsPerYear);
    private double _last;
    private bool _started;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var returns = _returns.AsSpan(0, run.Output.Length);
        for (var i = 0; i < returns.Length; i++)
        {
            var value = run.Source[i];
            returns[i] = value > 0 && _last > 0 ? PortableMath.Log(value / _last) : double.NaN;
            _last = value;
        }

        var skip = _started ? 0 : 1;
        _started = true;
        run.Output[..skip].Fill(double.NaN);
        _deviation.Advance(returns[skip..], _mean.AsSpan(skip, returns.Length - skip), run.Output[skip..]);
        Lanes.DivideBy(run.Output, _scale);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _deviation.Restart();
        _started = false;
    }
}
