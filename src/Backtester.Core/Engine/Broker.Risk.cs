using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>Limits on what a run may do: looked at once a close (equity) and once an entry.</summary>
internal sealed unsafe partial class Broker
{
    /// <summary>A size made from a fraction of the equity may pass the same fraction as a limit by a rounding error.</summary>
    private const double ExposureSlack = 1 + 1e-9;

    private readonly DailyLossWatch? _dailyLoss;
    private double _peakEquity;
    private long? _stoppedAtMs;
    private bool _drawdownPauses;

    /// <summary>Equity at the close; ends or pauses trading where it fell too far.</summary>
    public double TakeEquity(long timeMs)
    {
        var equity = Account.Equity();
        if (equity > _peakEquity)
        {
            _peakEquity = equity;
            _drawdownPauses = false;
        }
        else if (_stoppedAtMs is null && _input.MaxDrawdown is { } limit)
        {
            SeeDrawdown(timeMs, equity <= _peakEquity * (1 - limit));
        }

        _dailyLoss?.See(timeMs, equity);
        return equity;
    }

    private void SeeDrawdown(long timeMs, bool reached)
    {
        if (_input.OnMaxDrawdown == DrawdownAction.Pause)
        {
            _drawdownPauses = reached;
            return;
        }

        if (!reached)
        {
            return;
        }

        _stoppedAtMs = timeMs;
        for (var s = 0; s < _bars.Length; s++)
        {
            Take(s);
            CancelBoth(s, RefusalReason.OrderCancelled);
            if (Account[s].IsOpen)
            {
                Put(s, new PendingOrder(-1, ExitReason.MaxDrawdown, 0, double.NaN));
            }
        }
    }

    /// <summary>Why the account as a whole takes no entry now; null where it does.</summary>
    private RefusalReason? RefusedByAccount(long timeMs, bool opens)
    {
        if (opens && _input.MaxOpenPositions is { } most && Account.OpenPositions >= most)
        {
            return RefusalReason.MaxOpenPositions;
        }

        if (_drawdownPauses)
        {
            return RefusalReason.MaxDrawdown;
        }

        return _dailyLoss?.Pauses(timeMs) == true ? RefusalReason.MaxDailyLoss : null;
    }

    /// <summary>True where an entry would take more value into its symbol, or into all, than the limits allow: its own symbol at the fill's price, the others at their latest close.</summary>
    private bool PassesExposure(int s, double quantity, double price)
    {
        if (_input.MaxSymbolExposure is null && _input.MaxExposure is null)
        {
            return false;
        }

        var allowed = Account.Equity() * ExposureSlack;
        var value = Math.Abs(Account[s].Quantity + quantity) * price;
        return value > _input.MaxSymbolExposure * allowed || value + Account.ValueOfOthers(s) > _input.MaxExposure * allowed;
    }
}
