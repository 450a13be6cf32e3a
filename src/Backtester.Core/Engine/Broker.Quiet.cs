using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// Bars on which nothing can happen: no order waits, no signal comes, no level is reached. Most bars of a run are such,
/// and the loop passes a stretch of them at once, with the same arithmetic as <see cref="TakeEquity"/> and
/// <see cref="Decide(int, int)"/> but without their questions. For runs of one symbol, whose rows are the steps.
/// </summary>
internal sealed unsafe partial class Broker
{
    /// <summary>
    /// Passes the quiet bars from <paramref name="row"/> on, up to <paramref name="limit"/>; the last bar of the data is
    /// never quiet.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int PassQuietBars(EquityRecorder record, int row, int limit)
    {
        var bars = _bars[0];
        var end = Math.Min(limit, bars.Count - 1);
        if (_pendingCount + _restingCount > 0 || row >= end)
        {
            return 0;
        }

        var position = Account[0];
        if (!position.IsOpen)
        {
            // Flat, equity is cash; the drawdown limit was looked at when it last changed.
            var flat = bars.NextSignal(row, end, _whenFlat) - row;
            if (flat > 0)
            {
                record.Flat(row, flat, Account.Cash);
            }

            return flat;
        }

        if (_asksPositions[0] || _limits.WatchesEachBar || SettlesFunding)
        {
            return 0;
        }

        end = EndOfQuiet(position, row, bars.NextSignal(row, end, position.Quantity > 0 ? _whenLong : _whenShort));
        if (end <= row)
        {
            return 0;
        }

        record.Held(row, end - row, Account.Cash, position.Quantity, bars.Close);
        Account.Mark(0, bars.Close[end - 1]);
        if (_limits.WatchesDrawdown)
        {
            TakeEquity(bars.TimeMs[end - 1]);
        }

        return end - row;
    }

    /// <summary>The first row from <paramref name="row"/> on, before <paramref name="end"/>, that the open position cannot pass quietly; its extremes and levels are carried to there.</summary>
    private int EndOfQuiet(Position position, int row, int end)
    {
        if (row >= end)
        {
            return row;
        }

        if (position.Levels.Moves || _limits.WatchesDrawdown)
        {
            return WalkWithPosition(position, row, end);
        }

        var bars = _bars[0];
        if (position.Levels.Any)
        {
            var (below, above) = LevelCheck.Bounds(position.Sign, position.Levels);
            end = row + BarScan.FirstReach(bars.Lows(row, end), bars.Highs(row, end), below, above, _lanes);
        }

        if (_keepsTrades && end > row)
        {
            var (low, high) = BarScan.Range(bars.Lows(row, end), bars.Highs(row, end));
            position.See(low, high);
        }

        return end;
    }

    /// <summary>Bar by bar, where levels follow the price or the drawdown limit looks at each close.</summary>
    private int WalkWithPosition(Position position, int row, int end)
    {
        var lows = _bars[0].Low;
        var highs = _bars[0].High;
        var close = _bars[0].Close;
        var (cash, quantity, sign, levels) = (Account.Cash, position.Quantity, position.Sign, position.Levels);
        var (low, high, peak, floor) = (position.LowestPrice, position.HighestPrice, _limits.Peak, _limits.Floor);
        var (any, moves) = (levels.Any, levels.Moves);
        for (; row < end; row++)
        {
            if (any && LevelCheck.Reaches(sign, levels, highs[row], lows[row]))
            {
                break;
            }

            low = lows[row] < low ? lows[row] : low;
            high = highs[row] > high ? highs[row] : high;
            if (moves)
            {
                levels.Follow(sign, sign > 0 ? high : low, position.EntryPrice);
            }

            var value = cash + (quantity * close[row]);
            if (value > peak)
            {
                peak = value;
            }
            else if (value <= peak * floor)
            {
                row++;
                break;
            }
        }

        position.See(low, high);
        _limits.Peak = peak;
        return row;
    }

    /// <summary>Signals on which a flat account may do something.</summary>
    private Signals WhenFlat(Decisions decisions) =>
        (decisions.EntryOrder is null ? Signals.LongEntry | Signals.ShortEntry : AllSignals) & _mask;

    /// <summary>Signals on which a position may be changed.</summary>
    private Signals WhenOpen(Decisions decisions, int sign)
    {
        if (decisions.EntryOrder is not null || decisions.MaxEntries > 1)
        {
            return AllSignals & _mask;
        }

        return (sign > 0 ? Signals.LongExit | Signals.ShortEntry : Signals.ShortExit | Signals.LongEntry) & _mask;
    }
}
