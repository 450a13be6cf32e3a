namespace Backtester.Persistence.Paging;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="NextCursor">Asks for the rows after these; null at the end.</param>
/// <param name="Total">Rows in the whole list, with the same filters.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long Total);
