using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Persistence.Paging;

namespace Backtester.Persistence.Runs;

/// <summary>What orders the trades of a run.</summary>
public enum TradeSort
{
    /// <summary>The run's own order: by exit.</summary>
    Sequence,

    /// <summary>Time of entry.</summary>
    Opened,

    /// <summary>Instrument.</summary>
    Symbol,

    /// <summary>Net profit in money.</summary>
    ProfitLoss,

    /// <summary>Net profit in percent.</summary>
    ProfitLossPercentage,

    /// <summary>Size × entry price.</summary>
    Notional,

    /// <summary>Bars held.</summary>
    BarsHeld,
}

/// <summary>Which trades by their outcome.</summary>
public enum TradeOutcome
{
    /// <summary>All, those without an exit included.</summary>
    All,

    /// <summary>Net profit above 0.</summary>
    Winners,

    /// <summary>Net profit below 0.</summary>
    Losers,
}

/// <summary>Which trades of a run, in what order. The trades of a finished run never change, so pages go by offset.</summary>
public sealed record TradeQuery
{
    /// <summary>By outcome.</summary>
    public TradeOutcome Outcome { get; init; }

    /// <summary>Only this instrument.</summary>
    public string? Symbol { get; init; }

    /// <summary>Only this side.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Only this reason.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>The order; unknown values come last, ties in the run's own order.</summary>
    public TradeSort Sort { get; init; }

    /// <summary>Highest or latest first.</summary>
    public bool Descending { get; init; }

    /// <summary>Rows to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>1 to <see cref="PageLimit.Most"/>.</summary>
    public int Limit { get; init; } = PageLimit.Default;
}

/// <summary>A trade and its place in the run's list.</summary>
/// <param name="Sequence">From 0.</param>
/// <param name="Trade">The trade.</param>
public sealed record StoredTrade(int Sequence, Trade Trade);

/// <summary>Some trades of a run.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Total">How many match.</param>
public sealed record TradePage(IReadOnlyList<StoredTrade> Items, int Total);
