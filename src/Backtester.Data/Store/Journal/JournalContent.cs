using Backtester.Core.Market;

namespace Backtester.Data.Store.Journal;

/// <summary>What a journal held when it was read.</summary>
/// <param name="Generation">Changes when a journal is begun anew after it was folded.</param>
/// <param name="Candles">The candles of all good pages; of equal open times the last written.</param>
/// <param name="Origin">Where the candles of the last page came from.</param>
/// <param name="Damages">One sentence for each place that is not as written, a torn end left out; none of it is among the candles.</param>
/// <param name="TornBytes">Bytes after the last good page that are no whole page: one that was being written, or was cut by the end of its writer.</param>
/// <param name="Bytes">Bytes read.</param>
internal sealed record JournalContent(
    Guid Generation, CandleSeries Candles, string Origin, IReadOnlyList<string> Damages, long TornBytes, long Bytes)
{
    /// <summary>True where every byte is that of a good page.</summary>
    public bool IsWhole => Damages.Count == 0 && TornBytes == 0;
}
