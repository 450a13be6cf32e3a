using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>What the limits of the run do to its orders.</summary>
internal sealed unsafe partial class Broker
{
    private readonly AccountLimits _limits;

    /// <summary>The number of each symbol in <see cref="_limits"/>.</summary>
    private readonly int[] _numbers;
    private bool _stopped;

    /// <summary>Equity at the close; ends trading where it fell too far.</summary>
    public double TakeEquity(long timeMs)
    {
        var equity = Account.Equity();
        if (_limits.See(timeMs, equity))
        {
            StopTrading();
        }

        return equity;
    }

    /// <summary>Cancels all orders and closes all positions at the next open; nothing is decided after that.</summary>
    public void StopTrading()
    {
        _stopped = true;
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
}
