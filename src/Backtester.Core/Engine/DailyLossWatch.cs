using Backtester.Core.Market;

namespace Backtester.Core.Engine;

/// <summary>
/// Watches the loss of each UTC day: from the equity at the last close of the day before to that of each bar. Days
/// without a bar carry it on; a bar belongs to the day of its open time.
/// </summary>
/// <param name="limit">The loss, a fraction of the day's first equity, at which entries pause.</param>
/// <param name="initial">Equity before the first bar.</param>
internal sealed class DailyLossWatch(double limit, double initial)
{
    private long _day = long.MinValue;
    private long _pausedDay = long.MinValue;
    private double _dayStart = initial;
    private double _last = initial;

    /// <summary>Notes the equity at a close.</summary>
    public void See(long timeMs, double equity)
    {
        var day = UtcDay.Of(timeMs);
        if (day != _day)
        {
            (_day, _dayStart) = (day, _last);
        }

        _last = equity;
        if (equity <= _dayStart * (1 - limit))
        {
            _pausedDay = day;
        }
    }

    /// <summary>True where entries in a bar of this open time wait for the next day.</summary>
    public bool Pauses(long timeMs) => UtcDay.Of(timeMs) == _pausedDay;
}
