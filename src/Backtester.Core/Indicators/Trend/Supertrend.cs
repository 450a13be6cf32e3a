using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Supertrend: bands (high + low) / 2 ± m · ATR. The upper band only falls until a close was above it, the lower only
/// rises until one was below. The trend turns up when the close is above the upper band and down when it is below the
/// lower; it starts down unless the first close is above. Outputs: the band behind the trend; 1 (up) or −1 (down).
/// </summary>
/// <param name="length">Length of the ATR, at least 1.</param>
/// <param name="multiplier">m.</param>
public sealed class Supertrend(int length, double multiplier) : Indicator
{
    private readonly AverageTrueRanges _ranges = new(length);
    private bool _started;
    private bool _rises;
    private double _upper;
    private double _lower;
    private double _close;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    public override int Settling => NeverSettles;

    /// <inheritdoc/>
    public override int Outputs => 2;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var lead = _ranges.Advance(run, run.Output);
        run.Output2[..lead].Fill(double.NaN);
        for (var i = lead; i < run.Output.Length; i++)
        {
            Step((run.High[i] + run.Low[i]) / 2.0, multiplier * run.Output[i], run.Close[i]);
            run.Output[i] = _rises ? _lower : _upper;
            run.Output2[i] = _rises ? 1.0 : -1.0;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _ranges.Restart();
        _started = false;
    }

    private void Step(double middle, double distance, double close)
    {
        var (upper, lower) = (middle + distance, middle - distance);
        if (_started)
        {
            _upper = upper < _upper || _close > _upper ? upper : _upper;
            _lower = lower > _lower || _close < _lower ? lower : _lower;
            _rises = _rises ? close >= _lower : close > _upper;
        }
        else
        {
            (_upper, _lower) = (upper, lower);
            _rises = close > upper;
            _started = true;
        }

        _close = close;
    }
}
