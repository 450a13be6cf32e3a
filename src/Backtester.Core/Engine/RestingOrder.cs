using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>An entry that waits in the market for its price.</summary>
/// <param name="Decision">What was decided, and when; its entry sign is the side.</param>
/// <param name="Type">How it waits.</param>
/// <param name="Price">The limit of a limit order, the stop price of the others.</param>
/// <param name="Limit">The limit of a limit or stop-limit order; NaN for a stop.</param>
/// <param name="LastRow">Last row in which it works.</param>
internal readonly record struct RestingOrder(PendingOrder Decision, EntryOrderType Type, double Price, double Limit, int LastRow)
{
    public bool IsNone => Decision.EntrySign == 0;

    public int Sign => Decision.EntrySign;

    /// <summary>The price that it waits for.</summary>
    public double Level => Type == EntryOrderType.Limit ? Limit : Price;

    /// <summary>A stop-limit order whose stop price was touched is a limit order from then on.</summary>
    public RestingOrder Triggered() => this with { Type = EntryOrderType.Limit };
}
