using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;
using Backtester.ExchangeHost;
using Xunit;

namespace Backtester.Data.Tests.Download;

public class DownloaderTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Now = 1_700_000_123_456; // 2023-11-14T22:15:23Z

    private static readonly ExchangeServerOptions Market = new() { NowMs = () => Now, ListedMs = Now - (12 * Day), HoleShare = 0 };

    [Fact]
    public async Task Four_hours_are_made_of_stored_minutes_without_a_call()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (5 * Day), Now);
        var calls = test.Server.Log.Count;

        var outcome = await test.FetchAsync("binance", "BTC/USDT", "4h", Now - (4 * Day), Now);

        Assert.Equal(0, test.Server.Log.Count - calls);
        Assert.Equal(SeriesAnswer.Derived, Assert.Single(outcome.Series).Answer);
        Assert.Equal("1m", outcome.Series[0].Source.Timeframe.Name);
        var range = new TimeRange(MissingCandles.Ceiling(Now - (4 * Day), Timeframe.Parse("4h")), Now);
        var derived = test.Library.Load(new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("4h")), range);
        Assert.Equal(test.Server.Market.Finished("BTC", Timeframe.Parse("4h"), range.StartMs, Now).Select(c => c.Close), derived.Close.ToArray());
    }

    [Fact]
    public async Task Several_timeframes_take_the_calls_of_the_shortest()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        var request = DownloadRequest.Read("binance", ["BTCUSDT"], ["4h", "1m", "1h"], "2023-11-06", "2023-11-09");

        var outcome = await test.Downloader.RunAsync(request);

        Assert.Equal([SeriesAnswer.Exchange, SeriesAnswer.Derived, SeriesAnswer.Derived], outcome.Series.Select(s => s.Answer));
        Assert.All(test.Server.Log.Queries("/api/v3/klines").Where(q => q.Contains("limit=1000", StringComparison.Ordinal)), q => Assert.Contains("interval=1m", q, StringComparison.Ordinal));
        Assert.Equal(3 * 1440, outcome.Added);
    }

    [Fact]
    public async Task Repeating_asks_for_nothing_and_more_range_only_for_the_rest()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (6 * Day), Now - (5 * Day));
        var before = test.Server.Log.Count;
        var again = await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (6 * Day), Now - (5 * Day));
        Assert.Equal(before, test.Server.Log.Count);
        Assert.Equal((SeriesAnswer.Stored, 0), (again.Series[0].Answer, again.Added));

        var pages = test.Server.Log.Queries("/api/v3/klines").Count;
        var wider = await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (7 * Day), Now - (4 * Day));

        Assert.Equal(2 * 1440, wider.Added);
        Assert.Equal(4, test.Server.Log.Queries("/api/v3/klines").Count - pages); // a day before and a day after, two pages each
        Assert.Equal(test.Server.Market.Finished("BTC", Timeframe.Parse("1m"), Now - (7 * Day), Now - (4 * Day)), test.Stored("binance", "BTCUSDT", "1m"));
    }

    [Fact]
    public async Task Halt_of_the_exchange_is_asked_for_once_unless_asked_again()
    {
        var halt = new TimeRange(((Now - (3 * Day)) / Hour * Hour) + (7 * Minute), ((Now - (3 * Day)) / Hour * Hour) + (90 * Minute));
        await using var test = await TestExchanges.StartAsync(Market with { Halts = [halt] });
        var first = await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (4 * Day), Now - (2 * Day));
        Assert.Equal(83, first.Series[0].Absent);
        var calls = test.Server.Log.Count;

        await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (4 * Day), Now - (2 * Day));
        Assert.Equal(calls, test.Server.Log.Count);
        Assert.Contains(halt, new AbsentCandles(test.Folder).Of(new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("1m"))));

        var request = new DownloadRequest("binance", ["BTCUSDT"], [Timeframe.Parse("1m")], new TimeRange(Now - (4 * Day), Now - (2 * Day)), AskAgain: true);
        await test.Downloader.RunAsync(request);
        Assert.True(test.Server.Log.Count > calls);
    }

    [Fact]
    public async Task Hours_are_fetched_where_the_minutes_below_them_have_a_hole()
    {
        var halt = new TimeRange(((Now - (3 * Day)) / Hour * Hour) + (7 * Minute), ((Now - (3 * Day)) / Hour * Hour) + (30 * Minute));
        await using var test = await TestExchanges.StartAsync(Market with { Halts = [halt] });
        await test.FetchAsync("binance", "BTCUSDT", "1m", Now - (4 * Day), Now - (2 * Day));

        var outcome = await test.FetchAsync("binance", "BTCUSDT", "1h", Now - (4 * Day), Now - (2 * Day));

        Assert.Equal(SeriesAnswer.Exchange, outcome.Series[0].Answer);
        Assert.Equal(48, outcome.Added);
    }

    [Fact]
    public async Task Timeframe_that_an_exchange_lacks_is_fetched_finer()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        var outcome = await test.FetchAsync("bybit", "BTCUSDT", "8h", Now - (4 * Day), Now - (2 * Day));

        Assert.Equal("4h", outcome.Series[0].Source.Timeframe.Name);
        Assert.NotNull(test.Library.Find(new SeriesKey("bybit", "BTCUSDT", Timeframe.Parse("8h"))));
    }

    [Theory]
    [MemberData(nameof(WireCandles.Markets), MemberType = typeof(WireCandles))]
    public async Task Earliest_date_is_that_of_the_first_finished_candle(string exchange)
    {
        await using var test = await TestExchanges.StartAsync(Market with { HoleShare = 0.01 });
        foreach (var name in new[] { "1m", "1h", "1d" })
        {
            var timeframe = Timeframe.Parse(name);
            var earliest = await test.Downloader.GetEarliestAvailableDateAsync(exchange, WireCandles.SymbolOf(exchange), timeframe);
            Assert.Equal(test.Server.Market.Finished("BTC", timeframe, 0, long.MaxValue)[0].OpenTimeMs, earliest!.Value.ToUnixTimeMilliseconds());
        }
    }

    [Theory]
    [InlineData("binance-usdm")]
    [InlineData("bybit-linear")]
    [InlineData("okx-swap")]
    [InlineData("kucoin-futures")]
    public async Task Funding_rates_of_perpetuals_come_with_their_candles_and_once(string exchange)
    {
        await using var test = await TestExchanges.StartAsync(Market with { ListedMs = Now - (60 * Day) });
        var outcome = await test.FetchAsync(exchange, "BTCUSDT", "1d", Now - (50 * Day), Now - Day);

        var expected = test.Server.Market.Funding("BTC", Now - (50 * Day), Now - Day).Select(f => new FundingRate(f.TimeMs, f.Rate)).ToList();
        Assert.Equal(147, expected.Count); // 49 days, three a day
        Assert.Equal(expected, new FundingStore(test.Folder).Rates(exchange, "BTCUSDT", TimeRange.All));
        Assert.Equal(147, outcome.Series[0].FundingRates);
        var read = test.Library.Funding!.Find(exchange, "BTCUSDT", new TimeRange(expected[3].TimeMs, expected[9].TimeMs))!;
        Assert.Equal(expected[3..9], read.TimeMs.ToArray().Zip(read.Rate.ToArray(), (t, r) => new FundingRate(t, r)));
        Assert.Null(test.Library.Funding.Find(exchange, "ETHUSDT", TimeRange.All));
        var calls = test.Server.Log.Count;
        await test.FetchAsync(exchange, "BTCUSDT", "1d", Now - (50 * Day), Now - Day);
        Assert.Equal(calls, test.Server.Log.Count);
    }

    [Fact]
    public async Task Top_symbols_are_ranked_by_volume_of_the_quote_and_lists_are_kept_with_their_age()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        var top = await test.Lists.TopAsync("binance", "USDT", 3);
        Assert.Equal(["BTCUSDT", "ETHUSDT", "SOLUSDT"], top.Items.Select(r => r.Symbol.Symbol));
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - top.FetchedMs, 0, 60_000);

        var calls = test.Server.Log.Count;
        using var later = new MarketLists(test.Folder, test.Catalog);
        Assert.Equal(top.Items, (await later.TopAsync("binance", "usdt", 3)).Items);
        Assert.Equal(calls, test.Server.Log.Count);
    }

    [Fact]
    public async Task Symbol_that_does_not_exist_fails_alone_and_says_so()
    {
        await using var test = await TestExchanges.StartAsync(Market);
        var outcome = await test.Downloader.RunAsync(DownloadRequest.Read("okx", ["BTC-USDT", "NOPEUSDT"], ["1h"], "2023-11-10", "2023-11-12"));

        Assert.Equal(48, outcome.Series[0].Added);
        var failed = Assert.Single(outcome.Failed);
        Assert.Contains("okx has no such instrument", failed.Error, StringComparison.Ordinal);
        Assert.Equal(ExchangeRemedy.TellAPerson, failed.Remedy);
    }

    [Fact]
    public async Task Cancelled_download_ends_at_once_and_keeps_its_pages()
    {
        await using var test = await TestExchanges.StartAsync(Market with { Latency = TimeSpan.FromMilliseconds(50) });
        using var cancel = new CancellationTokenSource();
        DownloadProgress? last = null;
        var request = DownloadRequest.Read("binance", ["BTCUSDT"], ["1m"], "2023-11-04", "2023-11-14");
        var run = test.Downloader.RunAsync(request, p =>
        {
            last = p;
            if (p.Stored >= 3000)
            {
                cancel.Cancel();
            }
        }, cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.InRange(test.Stored("binance", "BTCUSDT", "1m").Count, 3000, 5000);
        Assert.Equal(10 * 1440, last!.Total);
        Assert.True(last.CandlesPerSecond > 0 && last.SecondsLeft > 0);
    }

    [Fact]
    public void Bad_request_is_told_whole()
    {
        var error = Assert.Throws<SpecException>(() => DownloadRequest.Read("bitfinex", [], ["2m"], "yesterday", null));
        Assert.Equal(["exchange", "symbols", "timeframes", "start_date"], error.Problems.Select(p => p.Field));
    }
}
