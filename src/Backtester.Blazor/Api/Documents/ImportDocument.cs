using Backtester.Data.Store;

namespace Backtester.Blazor.Api.Documents;

/// <summary>What an import did: rows of the file, those that were new, those that changed a stored candle; from and to are the file's range.</summary>
public sealed record ImportDocument(
    string Exchange, string Symbol, string Timeframe, long Rows, long Added, long Replaced, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>From the importer's answer.</summary>
    public static ImportDocument Of(ImportOutcome outcome) => new(
        outcome.Key.Exchange,
        outcome.Key.Symbol,
        outcome.Key.Timeframe.Name,
        outcome.Rows,
        outcome.Added,
        outcome.Replaced,
        DateTimeOffset.FromUnixTimeMilliseconds(outcome.Range.StartMs),
        DateTimeOffset.FromUnixTimeMilliseconds(outcome.Range.EndMs),
        outcome.IgnoredColumns);
}
