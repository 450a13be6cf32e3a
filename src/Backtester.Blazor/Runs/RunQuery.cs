namespace Backtester.Blazor.Runs;

/// <summary>What orders a list of runs; the names are those of the columns.</summary>
public enum RunSort
{
    Created,
    Name,
    Strategy,
    TotalTrades,
    WinRate,
    TotalProfitLoss,
    Roi,
    MaxDrawdown,
    SharpeRatio,
    ProfitFactor,
    FinalEquity,
    Symbols,
    Timeframe,
    Status,
}

/// <summary>Which runs a list shows, newest first where nothing else is said.</summary>
/// <param name="Limit">Most rows, 1 to <see cref="MostRows"/>.</param>
/// <param name="Cursor">What the page before gave as <see cref="RunPage.NextCursor"/>; null for the first page.</param>
/// <param name="Status">Only runs with this status; null for all.</param>
/// <param name="Strategy">Only runs of this strategy; null for all.</param>
/// <param name="Symbol">Only runs that have this symbol; null for all.</param>
/// <param name="Text">Only runs whose name, strategy, symbols, exchange or timeframe contain each word of this; null for all.</param>
/// <param name="Sort">The order; unknown values come last.</param>
/// <param name="Descending">Highest or latest first.</param>
/// <param name="Tag">Only runs with this tag; null for all.</param>
/// <param name="Skip">Rows left out from the front, for pages by number.</param>
/// <param name="Without">Runs that are not to be shown, such as those about to be deleted; null for none.</param>
public sealed record RunQuery(
    int Limit = 50,
    string? Cursor = null,
    string? Status = null,
    string? Strategy = null,
    string? Symbol = null,
    string? Text = null,
    RunSort Sort = RunSort.Created,
    bool Descending = true,
    string? Tag = null,
    int Skip = 0,
    IReadOnlyList<long>? Without = null)
{
    /// <summary>Most rows of a page.</summary>
    public const int MostRows = 500;
}

/// <summary>A page of a list of runs.</summary>
/// <param name="Runs">In the order asked for.</param>
/// <param name="NextCursor">What gives the next page; null on the last one.</param>
/// <param name="Total">Runs in the whole list, with the same filters.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, string? NextCursor, long Total);
