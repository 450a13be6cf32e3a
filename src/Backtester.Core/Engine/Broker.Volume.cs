using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>
/// Partial fills by volume. The rest of an entry is dropped and counted; the rest of a stop or a market exit goes on at
/// the next open (or close, with same-close fills); the rest of a target waits at its price. Liquidation and the end of
/// data close whole.
/// </summary>
internal sealed unsafe partial class Broker
{
    private VolumeAllowance[]? _allowances;

    /// <summary>Cuts an entry to what its bar's volume allows; true where that was less.</summary>
    private bool CutToVolume(int s, int row, ref double quantity)
    {
        if (_allowances is null || !(quantity > _allowances[s].Left(row)))
        {
            return false;
        }

        quantity = _allowances[s].Left(row);
        return true;
    }

    /// <summary>How much of an exit its bar takes.</summary>
    private double Fillable(int s, int row, double wanted, ExitReason reason)
    {
        if (_allowances is null || reason is ExitReason.Liquidation or ExitReason.EndOfData)
        {
            return wanted;
        }

        var left = _allowances[s].Left(row);
        return left < wanted ? _input.Symbols[s].Instrument.RoundDown(left) : wanted;
    }

    /// <summary>Lets the rest of an exit go on: a target stays where it is, everything else is a market order from here on.</summary>
    private void KeepLeaving(int s, int row, OrderType type, ExitReason reason)
    {
        if (type != OrderType.Limit && !IsLeaving(s))
        {
            Put(s, new PendingOrder(row, reason, 0, double.NaN));
        }
    }

    /// <summary>True where an exit was begun and part of the position is still there.</summary>
    private bool IsLeaving(int s) => _pending[s].Exit != ExitReason.None && Account[s].IsOpen;
}
