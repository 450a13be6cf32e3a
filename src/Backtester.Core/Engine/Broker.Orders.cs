using Backtester.Core.Orders;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// Entries that wait for their price. A symbol has at most one on each side; those of both sides are one-cancels-other.
/// Nothing of this is touched where no strategy enters by such orders.
/// </summary>
internal sealed unsafe partial class Broker
{
    /// <summary>Two for each symbol, the long one first; null where no strategy of the run enters by waiting orders.</summary>
    private readonly RestingOrder[]? _resting;
    private int _restingCount;

    private static int Slot(int s, int sign) => (2 * s) + (sign > 0 ? 0 : 1);

    /// <summary>Takes the entry out of a decision and puts it into the market as the strategy's order.</summary>
    private PendingOrder Rest(int s, int row, Signals signals, PendingOrder order, bool bothSides)
    {
        if ((signals & Signals.LongExit) != Signals.None)
        {
            Cancel(s, 1, RefusalReason.OrderCancelled);
        }

        if ((signals & Signals.ShortExit) != Signals.None)
        {
            Cancel(s, -1, RefusalReason.OrderCancelled);
        }

        if (bothSides || order.EntrySign > 0)
        {
            Rest(s, row, order with { EntrySign = 1 });
        }

        if (bothSides || order.EntrySign < 0)
        {
            Rest(s, row, order with { EntrySign = -1 });
        }

        return order with { EntrySign = 0, Adds = false };
    }

    private void Rest(int s, int row, PendingOrder decision)
    {
        var (order, instrument) = (_input.Symbols[s].Decisions.EntryOrder!, _input.Symbols[s].Instrument);
        var price = instrument.RoundPrice(order.Price.At(decision.EntrySign, row));
        var limit = order.Type == EntryOrderType.Stop ? double.NaN : instrument.RoundPrice((order.Limit ?? order.Price).At(decision.EntrySign, row));
        if (!(price > 0) || limit <= 0 || (order.Type != EntryOrderType.Stop && double.IsNaN(limit)))
        {
            _refusals.Add(RefusalReason.UnknownPrice);
            return;
        }

        // A new signal moves the order that waits on its side.
        ref var slot = ref _resting![Slot(s, decision.EntrySign)];
        _restingCount += slot.IsNone ? 1 : 0;
        var last = order.ExpiresAfter is { } bars ? row + bars : int.MaxValue;
        slot = new RestingOrder(decision with { Exit = ExitReason.None }, order.Type, price, limit, last);
    }

    private void Cancel(int s, int sign, RefusalReason reason)
    {
        ref var slot = ref _resting![Slot(s, sign)];
        if (!slot.IsNone)
        {
            slot = default;
            _restingCount--;
            _refusals.Add(reason);
        }
    }

    private void CancelBoth(int s, RefusalReason reason)
    {
        if (_restingCount > 0)
        {
            Cancel(s, 1, reason);
            Cancel(s, -1, reason);
        }
    }

    /// <summary>Additions to a position that is closed have nothing left to add to.</summary>
    private void CancelAdditions(int s)
    {
        for (var sign = 1; sign >= -1 && _restingCount > 0; sign -= 2)
        {
            if (_resting![Slot(s, sign)].Decision.Adds)
            {
                Cancel(s, sign, RefusalReason.PositionClosed);
            }
        }
    }

    /// <summary>Orders still waiting when the candles end count as unfilled.</summary>
    private RefusalCounts CountUnfilled()
    {
        for (var s = 0; s < _bars.Length; s++)
        {
            CancelBoth(s, RefusalReason.OrderUnfilled);
        }

        return _refusals;
    }

    /// <summary>Orders that the open passes, the long one first.</summary>
    private void FillRestingAtOpen(int s, int row)
    {
        for (var sign = 1; sign >= -1; sign -= 2)
        {
            ref var order = ref _resting![Slot(s, sign)];
            var hit = order.IsNone ? default : EntryHit.AtOpen(order, _bars[s].Open[row]);
            if (hit.Kind == EntryHitKind.Triggers)
            {
                order = order.Triggered();
            }
            else if (hit.Kind == EntryHitKind.Fills)
            {
                FillResting(s, row, sign, hit);
            }
        }
    }

    /// <summary>
    /// Orders that the bar reaches, the one nearer to the open first, then the levels of the position; what is too old
    /// expires. True where an order filled.
    /// </summary>
    private bool FillRestingInside(int s, int row)
    {
        var bars = _bars[s];
        var open = bars.Open[row];
        var (longs, shorts) = (_resting![Slot(s, 1)], _resting[Slot(s, -1)]);
        var first = !shorts.IsNone && (longs.IsNone || Math.Abs(shorts.Level - open) < Math.Abs(longs.Level - open)) ? -1 : 1;
        var filled = false;
        for (var (sign, n) = (first, 0); n < 2; (sign, n) = (-sign, n + 1))
        {
            ref var order = ref _resting[Slot(s, sign)];
            if (order.IsNone)
            {
                continue;
            }

            var hit = EntryHit.Inside(order, bars.High[row], bars.Low[row], bars.Close[row]);
            if (hit.Kind == EntryHitKind.Triggers)
            {
                order = order.Triggered();
            }
            else if (hit.Kind == EntryHitKind.Fills && FillResting(s, row, sign, hit))
            {
                TradeInEntryBar(s, row, hit);
                filled = true;
            }

            if (row >= order.LastRow)
            {
                Cancel(s, sign, RefusalReason.OrderExpired);
            }
        }

        return filled;
    }

    /// <summary>Fills an order, or counts why not; either way it waits no longer. Cancels the other side's.</summary>
    private bool FillResting(int s, int row, int sign, in EntryHit hit)
    {
        ref var slot = ref _resting![Slot(s, sign)];
        var order = slot.Decision;
        slot = default;
        _restingCount--;
        if (!Enter(s, row, hit.Price, order, hit.Type, hit.Worst))
        {
            return false;
        }

        Cancel(s, -sign, RefusalReason.OrderCancelled);
        return true;
    }

    private void TradeInEntryBar(int s, int row, in EntryHit entry)
    {
        var position = Account[s];
        position.LimitFillBar = entry.FavourableIsAfter || position.EntryBar < row ? -1 : row;
        if (!_conventions.LevelsLiveInEntryBar || _conventions.StopBarDropsSignals || !position.Levels.Any)
        {
            return;
        }

        while (position.IsOpen)
        {
            var hit = LevelInEntryBar(s, row, entry);
            _ambiguousBars += hit.Ambiguous ? 1 : 0;
            if (hit.Reason == ExitReason.None)
            {
                return;
            }

            if (!TakeLevel(s, row, hit))
            {
                return;
            }
        }
    }
}
