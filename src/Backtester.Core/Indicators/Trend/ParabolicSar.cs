namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Wilder's parabolic stop and reverse, as TA-Lib has it: it starts with the second bar, downward if the low fell by more
/// than the high rose, else upward; it never lies inside the last two bars' range.
/// </summary>
/// <param name="step">Acceleration at the start and with each new extreme.</param>
/// <param name="limit">Greatest acceleration.</param>
public sealed class ParabolicSar(double step, double limit) : Indicator
{
    private readonly double _step = Math.Min(step, limit);
    private int _seen;
    private bool _rises;
    private double _high;
    private double _low;
    private double _extreme;
    private double _sar;
    private double _acceleration;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <inheritdoc/>
    public override int Settling => NeverSettles;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        for (var i = 0; i < run.Output.Length; i++)
        {
            run.Output[i] = Next(run.High[i], run.Low[i]);
            (_high, _low) = (run.High[i], run.Low[i]);
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _seen = 0;

    private double Next(double high, double low)
    {
        if (_seen == 0)
        {
            _seen = 1;
            return double.NaN;
        }

        if (_seen == 1)
        {
            _seen = 2;
            var fall = _low - low;
            _rises = !(fall > 0 && fall > high - _high);
            (_sar, _extreme) = _rises ? (_low, high) : (_high, low);
            _acceleration = _step;

            // The first step is held off by its own bar alone.
            (_high, _low) = (high, low);
        }

        var turns = _rises ? low <= _sar : high >= _sar;
        if (turns)
        {
            _rises = !_rises;
            var value = Outside(_extreme, high, low);
            (_extreme, _acceleration) = (_rises ? high : low, _step);
            _sar = Outside(value + (_acceleration * (_extreme - value)), high, low);
            return value;
        }

        var now = _sar;
        if (_rises ? high > _extreme : low < _extreme)
        {
            _extreme = _rises ? high : low;
            _acceleration = Math.Min(_acceleration + _step, limit);
        }

        _sar = Outside(now + (_acceleration * (_extreme - now)), high, low);
        return now;
    }

    // Below this and the previous low in a rise, above both highs in a fall.
    private double Outside(double price, double high, double low) =>
        _rises ? Math.Min(price, Math.Min(_low, low)) : Math.Max(price, Math.Max(_high, high));
}
