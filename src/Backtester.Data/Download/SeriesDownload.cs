using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;

namespace Backtester.Data.Download;

/// <summary>Brings the missing candles of one series, page by page; each page is stored before the next but one is asked for.</summary>
internal sealed class SeriesDownload(ExchangeClient exchange, CandleLibrary library, AbsentCandles absent, DownloadTally tally)
{
    /// <summary>What the files say of candles that came so: kept in their headers.</summary>
    public const string Origin = "download";

    /// <summary>A candle may appear late: what is missing this close to now counts as not answered yet.</summary>
    private const long LateMs = 3_600_000;

    /// <summary>Asks for the stretches of a plan.</summary>
    /// <returns>Candles written, and candles that the exchange does not have.</returns>
    public async Task<(long Added, long Absent)> RunAsync(ExchangeSymbol symbol, SeriesPlan plan, bool askAgain, CancellationToken cancellation)
    {
        var key = plan.Fetch;
        var now = await exchange.NowAsync(cancellation);
        var missing = MissingCandles.Without(plan.Missing, [new TimeRange(key.Timeframe.Floor(now), long.MaxValue)]);
        missing = await FromListingAsync(symbol, key, missing, askAgain, cancellation);
        tally.Plan(MissingCandles.Count(missing, key.Timeframe) - plan.Candles);
        var windows = MissingCandles.Windows(missing, key.Timeframe, exchange.Facts.CandlesPerCall);
        var (added, absentCount) = (0L, 0L);
        var next = ReadAsync(0);
        for (var i = 0; i < windows.Count; i++)
        {
            var candles = await next;

            // The next page is on its way while this one is written.
            next = ReadAsync(i + 1);
            try
            {
                var asked = Within(missing, windows[i]);
                var wanted = candles.Where(c => asked.Exists(r => r.Contains(c.OpenTimeMs))).ToList();
                added += Store(key, wanted, cancellation);
                absentCount += Remember(key, asked, wanted, now);
                tally.Add(MissingCandles.Count(asked, key.Timeframe), wanted.Count, key.ToString());
            }
            catch
            {
                await Ended(next);
                throw;
            }
        }

        return (added, absentCount);

        Task<IReadOnlyList<Candle>> ReadAsync(int index) => index < windows.Count
            ? CandleWindow.ReadAsync(exchange, symbol, key.Timeframe, windows[index], cancellation)
            : Task.FromResult<IReadOnlyList<Candle>>([]);
    }

    /// <summary>Where nothing earlier is stored or known to be absent, the time before the listing is cut off and remembered.</summary>
    private async Task<List<TimeRange>> FromListingAsync(
        ExchangeSymbol symbol, SeriesKey key, List<TimeRange> missing, bool askAgain, CancellationToken cancellation)
    {
        if (missing.Count == 0 || library.Store.Find(key)?.FirstOpenMs < missing[0].StartMs || (!askAgain && absent.Of(key).Any(r => r.StartMs < missing[0].StartMs)))
        {
            return missing;
        }

        var earliest = await ListingSearch.EarliestAsync(exchange, symbol, key.Timeframe, cancellation);
        if (earliest is { } listed)
        {
            var before = new TimeRange(key.Timeframe.Floor(exchange.Facts.EarliestMs), listed);
            absent.Add(key, [before]);
            return MissingCandles.Without(missing, [before]);
        }

        // Not one finished candle yet; tomorrow there may be some.
        return [];
    }

    private long Store(SeriesKey key, List<Candle> candles, CancellationToken cancellation) =>
        candles.Count == 0 ? 0 : library.Write(CandleSeries.FromCandles(key, candles), Origin, cancellation).Added;

    private long Remember(SeriesKey key, List<TimeRange> asked, List<Candle> candles, long now)
    {
        var times = candles.Select(c => c.OpenTimeMs).ToArray();
        var late = key.Timeframe.Floor(now - LateMs - key.Timeframe.Milliseconds);
        var gone = asked.SelectMany(r => MissingCandles.Of(Slice(times, r), key.Timeframe, r)).ToList();
        absent.Add(key, gone.Select(r => r with { EndMs = Math.Min(r.EndMs, late) }));
        return MissingCandles.Count(gone, key.Timeframe);
    }

    private static ReadOnlySpan<long> Slice(long[] times, TimeRange range)
    {
        var from = Array.BinarySearch(times, range.StartMs);
        from = from < 0 ? ~from : from;
        return times.AsSpan(from);
    }

    private static List<TimeRange> Within(List<TimeRange> ranges, TimeRange window) =>
    [
        .. ranges
            .Where(r => r.EndMs > window.StartMs && r.StartMs < window.EndMs)
            .Select(r => new TimeRange(Math.Max(r.StartMs, window.StartMs), Math.Min(r.EndMs, window.EndMs))),
    ];

    /// <summary>Waits for a call whose answer nobody wants any more.</summary>
    private static async Task Ended(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception error) when (error is ExchangeException or OperationCanceledException)
        {
            // What is told is why the page before could not be stored.
        }
    }
}
