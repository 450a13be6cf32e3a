using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;

namespace Backtester.Data.Download;

/// <summary>
/// Plans what is missing, from the files alone. A request is answered from the exact series, else from the coarsest
/// finer complete one, and only then by the exchange.
/// </summary>
public sealed class DownloadPlanner(CandleStore store, AbsentCandles absent)
{
    /// <summary>The plan of one series.</summary>
    /// <param name="facts">The market.</param>
    /// <param name="key">The series.</param>
    /// <param name="range">Open times asked for; ends may be open.</param>
    /// <param name="nowMs">No candle that ends after this time is finished.</param>
    /// <param name="askAgain">Whether candles that the exchange does not have are asked for again.</param>
    public SeriesPlan Plan(ExchangeFacts facts, SeriesKey key, TimeRange range, long nowMs, bool askAgain = false)
    {
        var wanted = Finished(facts, key.Timeframe, range, nowMs);
        if (wanted.IsEmpty)
        {
            return new SeriesPlan(key, SeriesAnswer.Stored, key, []);
        }

        var isStored = store.Find(key) is not null;
        if (isStored && Missing(key, wanted, askAgain).Count == 0)
        {
            return new SeriesPlan(key, SeriesAnswer.Stored, key, []);
        }

        // Once a series is stored it answers alone, so what it lacks is fetched even where finer candles would give it.
        var finer = Timeframe.All.Where(t => Derivation.Divides(t, key.Timeframe)).Reverse().Select(t => key with { Timeframe = t }).ToList();
        if (!isStored && finer.Find(f => IsComplete(f, wanted)) is { } source)
        {
            return new SeriesPlan(key, SeriesAnswer.Derived, source, []);
        }

        var fetch = facts.WordFor(key.Timeframe) is not null ? key : finer.Find(f => facts.WordFor(f.Timeframe) is not null);
        if (fetch is null)
        {
            throw new ArgumentException($"timeframe: {facts.Name} has no {key.Timeframe} candles, nor finer ones to make them of; it has {string.Join(", ", facts.Offered)}");
        }

        var missing = Missing(fetch, Finished(facts, fetch.Timeframe, wanted, nowMs), askAgain);
        return new SeriesPlan(key, missing.Count == 0 ? SeriesAnswer.Derived : SeriesAnswer.Exchange, fetch, missing);
    }

    /// <summary>The part of a range that lies between the exchange's first day and the last finished candle.</summary>
    private static TimeRange Finished(ExchangeFacts facts, Timeframe timeframe, TimeRange range, long nowMs) => MissingCandles.Finished(
        range with { StartMs = Math.Max(range.StartMs, timeframe.Floor(facts.EarliestMs)) }, timeframe, nowMs);

    private List<TimeRange> Missing(SeriesKey key, TimeRange wanted, bool askAgain)
    {
        var missing = store.Find(key) is null ? [wanted] : MissingCandles.Of(store.Read(key, wanted).OpenTimeMs, key.Timeframe, wanted);
        return askAgain ? missing : MissingCandles.Without(missing, absent.Of(key));
    }

    /// <summary>True where a stored series lacks nothing of a range but the time before its listing.</summary>
    private bool IsComplete(SeriesKey key, TimeRange wanted)
    {
        if (store.Find(key) is not { } stored)
        {
            return false;
        }

        var missing = MissingCandles.Of(store.Read(key, wanted).OpenTimeMs, key.Timeframe, wanted);
        var beforeListing = absent.Of(key).Where(r => r.EndMs <= stored.FirstOpenMs).ToList();
        return MissingCandles.Without(missing, beforeListing).Count == 0;
    }
}
