namespace Backtester.Blazor.Runs;

/// <summary>Which runs a list shows, newest first.</summary>
/// <param name="Limit">Most rows, 1 to 500.</param>
/// <param name="Cursor">What the page before gave as <see cref="RunPage.NextCursor"/>; null for the first page.</param>
/// <param name="Status">Only runs with this status; null for all.</param>
/// <param name="Strategy">Only runs of this strategy; null for all.</param>
/// <param name="Symbol">Only runs that have this symbol; null for all.</param>
/// <param name="Text">Only runs whose name contains this; null for all.</param>
public sealed record RunQuery(
    int Limit = 50, string? Cursor = null, string? Status = null, string? Strategy = null, string? Symbol = null, string? Text = null);

/// <summary>A page of a list of runs.</summary>
/// <param name="Runs">Newest first.</param>
/// <param name="NextCursor">What gives the next page; null on the last one.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, string? NextCursor);
