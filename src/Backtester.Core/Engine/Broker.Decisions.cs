using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>What is decided at a close, and waits for its fill.</summary>
internal sealed unsafe partial class Broker
{
    /// <summary>Marks the close and takes the strategy's decision.</summary>
    public void Decide(int s, int row)
    {
        if (row < 0)
        {
            return;
        }

        // Most bars of most symbols: nothing is held and nothing is said. (A waiting entry fills long after its decision,
        // and needs the close before it.)
        var bars = _bars[s];
        var position = Account[s];
        if (_resting is null && !position.IsOpen && !bars.SaysAnything(row))
        {
            return;
        }

        Account.Mark(s, bars.Close[row]);
        if (position.IsOpen && !(ClosesAtLastOpen && IsLastBar(s, row)))
        {
            SeeBar(position, row, bars);
            if (position.Levels.Moves)
            {
                position.Levels.Follow(position.Sign, position.BestPrice, position.EntryPrice);
            }
        }

        var signals = bars.SignalsAt(row) & _mask;
        if ((signals != Signals.None || (position.IsOpen && _asksPositions[s])) && row >= _conventions.FirstDecisionBar && !_stopped && !IsStopBar(s, row))
        {
            Decide(s, row, signals);
        }
    }

    private void Decide(int s, int row, Signals signals)
    {
        var position = Account[s];
        var decisions = _input.Symbols[s].Decisions;
        var order = new PendingOrder(row, ExitReason.None, 0, double.NaN);
        var bothSides = false;
        if (position.IsOpen)
        {
            var (exit, entrySign) = SignalReading.InPosition(signals, position.Sign, decisions.OppositeEntry);
            exit = exit == ExitReason.None ? ExitOfPosition(s, row, position) : exit;
            var adds = exit == ExitReason.None && WantsToAdd(s, signals, position);
            order = order with { Exit = exit, EntrySign = adds ? position.Sign : entrySign, Adds = adds };
        }
        else
        {
            order = order with { EntrySign = SignalReading.EntryWhenFlat(signals, out var conflict) };
            bothSides = conflict && decisions.EntryOrder is not null;
            if (conflict && !bothSides)
            {
                _refusals.Add(RefusalReason.ConflictingSignals);
            }
        }

        if (order.EntrySign != 0 || bothSides)
        {
            _entrySignals++;
            RefusalReason? refusal = !_input.Symbols[s].MayEnterAt(_input.Symbols[s].Candles.OpenTimeMs[row]) ? RefusalReason.NotInUniverse
                : IsLastBar(s, row) && !_conventions.LastBarFills ? RefusalReason.NoNextBar
                : null;
            if (refusal is { } reason)
            {
                _refusals.Add(reason);
                (order, bothSides) = (order with { EntrySign = 0 }, false);
            }
            else if (_conventions.SizeAtDecision)
            {
                order = order with { Quantity = WantedQuantity(s, row, _bars[s].Close[row], PlanOf(s, order, _bars[s].Close[row])) };
            }
        }

        if (decisions.EntryOrder is not null)
        {
            order = Rest(s, row, signals, order, bothSides);
        }

        if (!order.IsNone)
        {
            Put(s, order);
        }
    }

    /// <summary>Exits that depend on the position itself: its rule, then its age.</summary>
    private ExitReason ExitOfPosition(int s, int row, Position position)
    {
        var decisions = _input.Symbols[s].Decisions;
        var held = row - position.EntryBar;
        if (decisions.PositionExit?.Exits(position.Sign, row, position.EntryPrice, held) == true)
        {
            return ExitReason.Signal;
        }

        return held >= decisions.TimeExitBars ? ExitReason.Time : ExitReason.None;
    }
}
