using Backtester.Core.Market;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;
using Backtester.Data.Exchanges.Network;
using Backtester.Data.Store;
using Backtester.ExchangeHost;
using Xunit;

namespace Backtester.Data.Tests.Download;

/// <summary>A server with all exchanges, and a data folder that downloads from it.</summary>
public sealed class TestExchanges : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MarketLists _lists;

    private TestExchanges(ExchangeServer server, ExchangeSettings settings, bool wideLimits)
    {
        Server = server;
        IEnumerable<ExchangeFacts> facts = wideLimits
            ? ExchangeCatalog.All.Select(f => f with { Limit = new RateLimit(10_000_000, TimeSpan.FromSeconds(1)) })
            : ExchangeCatalog.All;
        Catalog = new ExchangeCatalog(settings, [.. facts]);
        Library = new CandleLibrary(_folder.Path);
        _lists = new MarketLists(_folder.Path, Catalog);
        Downloader = new Downloader(_folder.Path, Catalog, _lists, Library);
    }

    public ExchangeServer Server { get; }

    public ExchangeCatalog Catalog { get; }

    public CandleLibrary Library { get; }

    public MarketLists Lists => _lists;

    public Downloader Downloader { get; }

    public string Folder => _folder.Path;

    public static async Task<TestExchanges> StartAsync(ExchangeServerOptions options, Func<ExchangeSettings, ExchangeSettings>? change = null, bool wideLimits = true)
    {
        var server = await ExchangeServer.StartAsync(options);
        var settings = new ExchangeSettings { BaseAddresses = server.BaseAddresses, RetryDelay = TimeSpan.FromMilliseconds(5) };
        return new TestExchanges(server, change?.Invoke(settings) ?? settings, wideLimits);
    }

    public static ExchangeSymbol Symbol(string id, string symbol = "BTCUSDT", double contract = 1) => new(symbol, id, "BTC", "USDT", 0, 0, 0, ContractSize: contract);

    /// <summary>Downloads and requires that nothing failed.</summary>
    public async Task<DownloadOutcome> FetchAsync(string exchange, string symbol, string timeframe, long fromMs, long toMs)
    {
        var outcome = await Downloader.RunAsync(new DownloadRequest(exchange, [symbol], [Timeframe.Parse(timeframe)], new TimeRange(fromMs, toMs)));
        Assert.True(!outcome.Failed.Any(), string.Join("; ", outcome.Failed.Select(f => f.Error)));
        return outcome;
    }

    /// <summary>What is stored of a series, candle by candle.</summary>
    public List<Candle> Stored(string exchange, string symbol, string timeframe)
    {
        var series = Library.Store.Read(new SeriesKey(exchange, symbol, Timeframe.Parse(timeframe)), TimeRange.All);
        return [.. Enumerable.Range(0, series.Count).Select(i => series[i])];
    }

    public async ValueTask DisposeAsync()
    {
        _lists.Dispose();
        Catalog.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
