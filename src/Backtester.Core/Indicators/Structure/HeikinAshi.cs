namespace Backtester.Core.Indicators.Structure;

/// <summary>
/// Heikin-Ashi candles. Close: the mean of the bar's four prices. Open: the middle of the previous Heikin-Ashi open and
/// close, at first of the bar's own. High and low: the extremes of the bar's and the two. Outputs: open, high, low, close.
/// </summary>
public sealed class HeikinAshi : Indicator
{
    private bool _started;
    private double _open;
    private double _close;

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.Open | IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => 0;

    /// <inheritdoc/>
    /// <remarks>The first open is halved at each bar: 0.5^40 is under 1e-12.</remarks>
    public override int Settling => 40;

    /// <inheritdoc/>
    public override int Outputs => 4;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        for (var i = 0; i < run.Output.Length; i++)
        {
            var (open, high, low, close) = (run.Open[i], run.High[i], run.Low[i], run.Close[i]);
            _open = _started ? (_open + _close) / 2.0 : (open + close) / 2.0;
            _close = (open + high + low + close) / 4.0;
            _started = true;
            run.Output[i] = _open;
            run.Output2[i] = Math.Max(high, Math.Max(_open, _close));
            run.Output3[i] = Math.Min(low, Math.Min(_open, _close));
            run.Output4[i] = _close;
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _started = false;
}
