using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;

namespace Backtester.Data.Download;

/// <summary>Brings the funding rates of a perpetual that are not stored yet.</summary>
internal static class FundingDownload
{
    /// <summary>Hours between two payments that most instruments keep; a full answer is asked for again in halves.</summary>
    private const int UsualHours = 8;

    private const long Hour = 3_600_000;

    /// <summary>Asks for all of a range that was not asked for before, answer by answer.</summary>
    /// <returns>Rates that were not stored before.</returns>
    public static async Task<int> RunAsync(ExchangeClient exchange, ExchangeSymbol symbol, TimeRange range, FundingStore store, CancellationToken cancellation)
    {
        if (exchange.Facts.Funding is not { } facts || MissingCandles.Without([range], store.Asked(exchange.Facts.Name, symbol.Symbol)).Count == 0)
        {
            return 0;
        }

        var now = await exchange.NowAsync(cancellation);
        var wanted = new TimeRange(Math.Max(range.StartMs, Math.Max(exchange.Facts.EarliestMs, symbol.ListedMs ?? 0)), Math.Min(range.EndMs, now));
        var added = 0;
        foreach (var missing in MissingCandles.Without([wanted], store.Asked(exchange.Facts.Name, symbol.Symbol)))
        {
            var longest = facts.RatesPerCall * UsualHours * Hour;
            for (var from = missing.StartMs; from < missing.EndMs; from += longest)
            {
                var window = new TimeRange(from, Math.Min(missing.EndMs, from + longest));
                var rates = await ReadAsync(exchange, symbol, window, facts, cancellation);
                added += store.Add(exchange.Facts.Name, symbol.Symbol, window, rates);
            }
        }

        return added;
    }

    private static async Task<IReadOnlyList<FundingRate>> ReadAsync(
        ExchangeClient exchange, ExchangeSymbol symbol, TimeRange window, FundingFacts facts, CancellationToken cancellation)
    {
        var rates = await exchange.GetFundingAsync(symbol, window, cancellation);
        if (rates.Count < facts.RatesPerCall || window.EndMs - window.StartMs <= facts.ShortestHours * Hour)
        {
            return rates;
        }

        var middle = window.StartMs + ((window.EndMs - window.StartMs) / 2);
        var first = await ReadAsync(exchange, symbol, window with { EndMs = middle }, facts, cancellation);
        return [.. first, .. await ReadAsync(exchange, symbol, window with { StartMs = middle }, facts, cancellation)];
    }
}
