using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Download;

/// <summary>
/// Brings candles: symbols at the same time within the exchange's limits, the timeframes of a symbol one after the
/// other, shortest first, so that a longer one can be made of it. Repeating a download asks for nothing.
/// </summary>
public sealed class Downloader
{
    /// <summary>Symbols that are worked on at once; the host's limit decides how fast they are.</summary>
    private const int SymbolsAtOnce = 4;

    private readonly ExchangeCatalog _exchanges;
    private readonly MarketLists _lists;
    private readonly CandleLibrary _library;
    private readonly FundingStore _funding;
    private readonly AbsentCandles _absent;
    private readonly DownloadPlanner _planner;
    private readonly TimeProvider _clock;

    /// <summary>A downloader into a data folder.</summary>
    public Downloader(string dataDirectory, ExchangeCatalog exchanges, MarketLists lists, CandleLibrary library, TimeProvider? clock = null)
    {
        (_exchanges, _lists, _library, _clock) = (exchanges, lists, library, clock ?? TimeProvider.System);
        _funding = new FundingStore(dataDirectory);
        _absent = new AbsentCandles(dataDirectory);
        _planner = new DownloadPlanner(library.Store, _absent);
    }

    /// <summary>Open time of an instrument's earliest candle; null where the exchange has none.</summary>
    /// <exception cref="ExchangeException">The exchange does not answer.</exception>
    /// <exception cref="SpecException">There is no such exchange or instrument.</exception>
    public async Task<DateTimeOffset?> GetEarliestAvailableDateAsync(string exchange, string symbol, Timeframe timeframe, CancellationToken cancellation = default)
    {
        var client = _exchanges.Get(exchange);
        var found = await _lists.ResolveAsync(exchange, symbol, cancellation);
        return await ListingSearch.EarliestAsync(client, found, timeframe, cancellation) is { } earliest ? DateTimeOffset.FromUnixTimeMilliseconds(earliest) : null;
    }

    /// <summary>Brings what is missing. A series that fails does not stop the others.</summary>
    /// <param name="request">What to bring.</param>
    /// <param name="report">Hears of every page, from any thread.</param>
    /// <param name="cancellation">Ends it at once; what is stored stays.</param>
    public async Task<DownloadOutcome> RunAsync(DownloadRequest request, Action<DownloadProgress>? report = null, CancellationToken cancellation = default)
    {
        var start = _clock.GetTimestamp();
        var tally = new DownloadTally(report, _clock);
        foreach (var symbol in request.Symbols)
        {
            tally.Plan(request.Timeframes.Sum(t => PlannedCandles(request, symbol, t)));
        }

        var outcomes = new SeriesOutcome[request.Symbols.Count][];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, request.Symbols.Count),
            new ParallelOptions { MaxDegreeOfParallelism = SymbolsAtOnce, CancellationToken = cancellation },
            async (index, token) => outcomes[index] = await BringSymbolAsync(request, request.Symbols[index], tally, token));
        return new DownloadOutcome([.. outcomes.SelectMany(o => o)], _clock.GetElapsedTime(start).TotalSeconds);
    }

    private static SeriesKey KeyOf(DownloadRequest request, string symbol, Timeframe timeframe) => new(request.Exchange, SymbolName.Normalize(symbol), timeframe);

    private async Task<SeriesOutcome[]> BringSymbolAsync(DownloadRequest request, string name, DownloadTally tally, CancellationToken cancellation)
    {
        var outcomes = new List<SeriesOutcome>();
        foreach (var timeframe in request.Timeframes)
        {
            var key = KeyOf(request, name, timeframe);
            var planned = PlannedCandles(request, name, timeframe);
            try
            {
                outcomes.Add(await BringAsync(request, name, key, planned, tally, cancellation));
            }
            catch (Exception error) when (error is ExchangeException or SpecException or DamagedFileException or IOException or TimeoutException or ArgumentException)
            {
                tally.Plan(-planned);
                var remedy = (error as ExchangeException)?.Remedy ?? ExchangeRemedy.TellAPerson;
                outcomes.Add(new SeriesOutcome(key, SeriesAnswer.Exchange, key, Error: error.Message, Remedy: remedy));
            }
        }

        return [.. outcomes];
    }

    private async Task<SeriesOutcome> BringAsync(
        DownloadRequest request, string name, SeriesKey key, long planned, DownloadTally tally, CancellationToken cancellation)
    {
        var client = _exchanges.Get(request.Exchange);
        var plan = Plan(request, client, key, LocalNow());
        if (plan.Answer != SeriesAnswer.Exchange && client.Facts.Funding is null)
        {
            tally.Plan(-planned);
            return new SeriesOutcome(key, plan.Answer, plan.Fetch);
        }

        // From here on the exchange decides how the instrument is spelled and what time it is.
        var symbol = await _lists.ResolveAsync(request.Exchange, name, cancellation);
        plan = Plan(request, client, key with { Symbol = symbol.Symbol }, plan.Answer == SeriesAnswer.Exchange ? await client.NowAsync(cancellation) : LocalNow());
        tally.Plan(plan.Candles - planned);
        var download = new SeriesDownload(client, _library, _absent, tally);
        var (added, absent) = plan.Missing.Count > 0 ? await download.RunAsync(symbol, plan, request.AskAgain, cancellation) : (0, 0);
        var funding = await FundingDownload.RunAsync(client, symbol, request.Range, _funding, cancellation);
        return new SeriesOutcome(plan.Key, plan.Answer, plan.Fetch, added, absent, funding);
    }

    private SeriesPlan Plan(DownloadRequest request, ExchangeClient client, SeriesKey key, long nowMs) =>
        _planner.Plan(client.Facts, key, request.Range, nowMs, request.AskAgain);

    /// <summary>An estimate for the progress; what cannot be planned is told when its turn comes.</summary>
    private long PlannedCandles(DownloadRequest request, string symbol, Timeframe timeframe)
    {
        try
        {
            return Plan(request, _exchanges.Get(request.Exchange), KeyOf(request, symbol, timeframe), LocalNow()).Candles;
        }
        catch (Exception error) when (error is SpecException or DamagedFileException or IOException or ArgumentException)
        {
            return 0;
        }
    }

    private long LocalNow() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
