using Backtester.Persistence.Paging;

namespace Backtester.Persistence.Runs;

/// <summary>What orders the list of runs.</summary>
public enum RunSort
{
    /// <summary>When it was asked for.</summary>
    Created,

    /// <summary>Name, small and capital letters alike, by code point or the server's collation.</summary>
    Name,

    /// <summary>Strategy id.</summary>
    Strategy,

    /// <summary>Number of trades.</summary>
    TotalTrades,

    /// <summary>Win rate.</summary>
    WinRate,

    /// <summary>Profit in money.</summary>
    TotalProfitLoss,

    /// <summary>Profit in percent.</summary>
    Roi,

    /// <summary>Largest drawdown.</summary>
    MaxDrawdown,

    /// <summary>Sharpe ratio.</summary>
    SharpeRatio,

    /// <summary>Profit factor.</summary>
    ProfitFactor,

    /// <summary>Equity at the end.</summary>
    FinalEquity,

    /// <summary>Symbols, in the order of the spec.</summary>
    Symbols,

    /// <summary>Length of a bar.</summary>
    Timeframe,

    /// <summary>Where it stands, in the order of a run's life.</summary>
    Status,
}

/// <summary>Which runs, in what order, and how many.</summary>
public sealed record RunQuery
{
    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyList<WorkStatus> Statuses { get; init; } = [];

    /// <summary>Only this strategy.</summary>
    public string? Strategy { get; init; }

    /// <summary>Only where every word of it is part of name, strategy, symbols, exchange or timeframe, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only runs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Not these; few.</summary>
    public IReadOnlyList<long> Without { get; init; } = [];

    /// <summary>The order; unknown values come last.</summary>
    public RunSort Sort { get; init; } = RunSort.Created;

    /// <summary>Highest or latest first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>1 to <see cref="PageLimit.Most"/>.</summary>
    public int Limit { get; init; } = PageLimit.Default;

    /// <summary>Rows left out from the front, for pages by number; together with a cursor, after its place.</summary>
    public int Skip { get; init; }

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null for the first.</summary>
    public string? Cursor { get; init; }
}
