namespace Backtester.Core.Engine;

/// <summary>
/// Keeps of the account's value what a search compares: equity at day ends, the deepest drawdown on bars, bars with a
/// position, and the last equity. Small and of a size that does not depend on the number of bars, and equal bit for bit
/// to what the whole curve would give.
/// </summary>
internal sealed unsafe class EquitySummary : EquityRecorder
{
    private readonly int[] _lastBars;
    private readonly RangeTable? _closes;
    private readonly bool _hasCapital;
    private double _peak;
    private double _trough = double.PositiveInfinity;
    private double _deepest;
    private int _day;

    /// <summary>Begins with the account before the first bar.</summary>
    /// <param name="lastBars">The last bar at or before the end of each day, rising.</param>
    /// <param name="closes">Extremes of the closes that are being walked; null where several symbols share the account.</param>
    /// <param name="initialEquity">Equity before the first bar.</param>
    public EquitySummary(int[] lastBars, RangeTable? closes, double initialEquity)
    {
        (_lastBars, _closes, _hasCapital) = (lastBars, closes, initialEquity > 0);
        _peak = Final = initialEquity;
        DayEnds = new double[lastBars.Length];
    }

    /// <summary>Equity at each day's end.</summary>
    public double[] DayEnds { get; }

    /// <summary>Equity at the latest close.</summary>
    public double Final { get; private set; }

    /// <summary>Bars with a position at the close.</summary>
    public int BarsInMarket { get; private set; }

    /// <summary>Minimum of equity/peak − 1 over the bars so far, at most 0; the initial equity is the first peak. NaN where it is not above 0.</summary>
    public double DeepestDrawdown => _hasCapital ? DeepestSoFar() : double.NaN;

    private double DepthOfStretch => double.IsPositiveInfinity(_trough) ? 0 : (_trough / _peak) - 1;

    public override void At(int step, double equity, double cash, int openPositions)
    {
        See(equity);
        TakeDays(step + 1, equity);
        BarsInMarket += openPositions > 0 ? 1 : 0;
        Final = equity;
    }

    public override void Flat(int step, int length, double cash)
    {
        See(cash);
        TakeDays(step + length, cash);
        Final = cash;
    }

    public override void Held(int step, int length, double cash, double quantity, double* close)
    {
        var end = step + length;
        SeeStretch(step, length, cash, quantity, close);
        for (; _day < _lastBars.Length && _lastBars[_day] < end; _day++)
        {
            DayEnds[_day] = cash + (quantity * close[_lastBars[_day]]);
        }

        BarsInMarket += length;
        Final = cash + (quantity * close[end - 1]);
    }

    private void SeeStretch(int step, int length, double cash, double quantity, double* close)
    {
        // A rounded sum and product never fall when the close rises, so the extremes of the closes are those of the equity.
        var (low, high) = _closes!.Range(step, length);
        var (least, most) = quantity > 0 ? (cash + (quantity * low), cash + (quantity * high)) : (cash + (quantity * high), cash + (quantity * low));
        if (most < _peak)
        {
            _trough = least < _trough ? least : _trough;
        }
        else if (least > 0 && (least / most) - 1 >= DeepestSoFar())
        {
            // Whatever the order of the bars, no fall in them is deeper than the deepest so far; nor is one that begins in them and ends below.
            _deepest = DeepestSoFar();
            (_peak, _trough) = (most, double.PositiveInfinity);
        }
        else
        {
            for (var i = step; i < step + length; i++)
            {
                See(cash + (quantity * close[i]));
            }
        }
    }

    private double DeepestSoFar() => Math.Min(_deepest, DepthOfStretch);

    private void See(double equity)
    {
        if (equity >= _peak)
        {
            _deepest = DeepestSoFar();
            (_peak, _trough) = (equity, double.PositiveInfinity);
        }
        else if (equity < _trough)
        {
            _trough = equity;
        }
    }

    private void TakeDays(int end, double equity)
    {
        for (; _day < _lastBars.Length && _lastBars[_day] < end; _day++)
        {
            DayEnds[_day] = equity;
        }
    }
}
