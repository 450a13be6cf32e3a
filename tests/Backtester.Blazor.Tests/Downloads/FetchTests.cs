using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Downloads;
using Backtester.Blazor.Options;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Backtester.ExchangeHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Downloads;

/// <summary>Downloads through the portal's doors, from exchanges on this machine.</summary>
public class FetchTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const long Now = 1_700_000_123_456; // 2023-11-14T22:15:23Z

    private static readonly ExchangeServerOptions Market = new() { NowMs = () => Now, ListedMs = Now - (20 * Day), HoleShare = 0 };

    [Fact]
    public async Task Posted_download_becomes_a_job_that_stores_the_candles()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "okx", symbols = new[] { "BTC-USDT" }, timeframes = new[] { "1h" }, start_date = "2023-11-01", end_date = "2023-11-10" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64();

        var job = await EndAsync(portal, id);

        Assert.Equal("COMPLETED", job.GetProperty("status").GetString());
        Assert.Equal("Fetch okx BTC-USDT 1h", job.GetProperty("title").GetString());
        Assert.StartsWith("216 candles in", job.GetProperty("message").GetString(), StringComparison.Ordinal);
        var stored = portal.Services.GetRequiredService<CandleLibrary>().Load(new SeriesKey("okx", "BTCUSDT", Timeframe.Parse("1h")), TimeRange.All);
        Assert.Equal(9 * 24, stored.Count);
    }

    [Theory]
    [InlineData("sma_cross", "COMPLETED", "; backtest 1 follows")]
    [InlineData("sma_cros", "FAILED", "The candles are there, but the backtest cannot run: ")]
    public async Task Run_that_waited_for_a_download_is_submitted_with_its_end(string strategy, string status, string message)
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var then = $$"""{"exchange":"okx","symbols":["BTCUSDT"],"timeframe":"1h","start_date":"2023-11-01","end_date":"2023-11-09","strategy":"{{strategy}}"}""";
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "okx", symbols = new[] { "BTC-USDT" }, timeframes = new[] { "1h" }, start_date = "2023-11-01", end_date = "2023-11-10", then });

        var job = await EndAsync(portal, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64());

        Assert.Equal(status, job.GetProperty("status").GetString());
        Assert.Contains(message, job.GetProperty("message").GetString(), StringComparison.Ordinal);
        var runs = await portal.Client.GetFromJsonAsync<JsonElement>("/api/backtest/results");
        Assert.Equal(status == "COMPLETED" ? 1 : 0, runs.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Bad_download_is_told_whole_and_stores_no_job()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "okxx", timeframes = new[] { "2m" } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var fields = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString());
        Assert.Equal(["exchange", "symbols", "timeframes"], fields);
        Assert.Equal(0, (await portal.Client.GetFromJsonAsync<JsonElement>("/api/jobs")).GetArrayLength());
    }

    [Fact]
    public async Task Symbol_that_the_exchange_lacks_fails_the_job_with_a_reason()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "bybit", symbols = new[] { "NOPE" }, timeframes = new[] { "1h" } });
        var job = await EndAsync(portal, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64());

        Assert.Equal("FAILED", job.GetProperty("status").GetString());
        Assert.Contains("bybit has no such instrument", job.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Symbols_listing_and_health_are_told()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);

        var symbols = await portal.Client.GetFromJsonAsync<JsonElement>("/api/data/symbols?exchange=kucoin&quote=USDT&search=o&limit=2");
        Assert.Equal(["SOLUSDT", "DOGEUSDT"], symbols.GetProperty("symbols").EnumerateArray().Select(s => s.GetProperty("symbol").GetString()));
        var earliest = await portal.Client.GetFromJsonAsync<JsonElement>("/api/data/earliest?exchange=binance&symbol=BTCUSDT&timeframe=1d");
        Assert.Equal(server.Market.Finished("BTC", Timeframe.Parse("1d"), 0, Now)[0].OpenTimeMs, earliest.GetProperty("earliest").GetDateTimeOffset().ToUnixTimeMilliseconds());
        var health = await portal.Client.GetFromJsonAsync<JsonElement>("/api/data/exchanges/coinbase/health");
        Assert.True(health.GetProperty("clock_offset_ms").GetDouble() < -1e9);
        Assert.Equal(9, (await portal.Client.GetFromJsonAsync<JsonElement>("/api/data/exchanges")).GetArrayLength());
    }

    [Fact]
    public async Task Run_takes_tick_and_lot_from_the_list_that_a_download_left()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "bybit", symbols = new[] { "BTCUSDT" }, timeframes = new[] { "1h" } });
        await EndAsync(portal, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64());
        var listed = portal.Services.GetRequiredService<CandleLibrary>().InstrumentOf(new SeriesKey("bybit", "BTCUSDT", Timeframe.Parse("1h")))!;
        Assert.True(listed.TickSize > 0 && listed.LotSize > 0);
        using var run = await portal.Client.PostAsJsonAsync("/api/backtest/run", new { exchange = "bybit", symbols = new[] { "BTCUSDT" }, timeframe = "1h", strategy = "sma_cross", execution = new { rounding = "exchange" } });
        var id = (await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64();
        var rounding = (await portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}")).GetProperty("spec").GetProperty("execution").GetProperty("rounding").GetProperty("symbols").GetProperty("BTCUSDT");
        Assert.Equal((listed.TickSize, listed.LotSize), (rounding.GetProperty("tick").GetDouble(), rounding.GetProperty("lot").GetDouble()));
    }

    [Fact]
    public async Task Exchange_that_is_away_answers_502_with_a_remedy()
    {
        await using var portal = await RunningPortal.StartAsync(o => o with { Exchanges = new ExchangeOptions { Addresses = "Binance=http://127.0.0.1:9", Retries = 0 } });
        var answer = await portal.Client.GetAsync("/api/data/exchanges/binance/health");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("wait some minutes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_of_the_refresh_setting_are_brought_at_start()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server, o => o with { Refresh = new RefreshOptions { Series = ["coinbase:BTCUSD:1d"] } });
        var library = portal.Services.GetRequiredService<CandleLibrary>();
        await UntilAsync(() => Task.FromResult(library.Store.Find(new SeriesKey("coinbase", "BTCUSD", Timeframe.Parse("1d")))?.Count == 20));
    }

    [Fact]
    public async Task Monitor_checks_while_it_is_watched_and_tells_each_state()
    {
        await using var server = await ExchangeServer.StartAsync(Market);
        await using var portal = await StartAsync(server);
        var monitor = portal.Services.GetRequiredService<ExchangeMonitor>();
        Assert.Null(monitor.Of("binance"));
        var heard = 0;
        using (monitor.Watch(() => Interlocked.Increment(ref heard)))
        {
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref heard) >= 9));
        }

        Assert.NotNull(monitor.Of("binance")?.Health);
        Assert.NotNull(monitor.Of("kucoin-futures")?.Health);
    }

    [Fact]
    public async Task Exchanges_are_checked_while_a_download_runs_without_anybody_on_the_page()
    {
        await using var server = await ExchangeServer.StartAsync(Market with { Latency = TimeSpan.FromMilliseconds(40) });
        await using var portal = await StartAsync(server);
        var monitor = portal.Services.GetRequiredService<ExchangeMonitor>();
        var answer = await portal.Client.PostAsJsonAsync("/api/data/fetch", new { exchange = "binance", symbols = new[] { "BTCUSDT" }, timeframes = new[] { "1m" } });
        var job = await EndAsync(portal, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64());
        Assert.Equal("COMPLETED", job.GetProperty("status").GetString());
        Assert.NotNull(monitor.Of("binance")?.Health);
        Assert.NotNull(monitor.Of("okx-swap")?.Health);
    }

    private static Task<RunningPortal> StartAsync(ExchangeServer server, Func<BacktesterOptions, BacktesterOptions>? change = null) => RunningPortal.StartAsync(o =>
    {
        var addresses = string.Join(' ', server.BaseAddresses.Select(a => $"{a.Key}={a.Value}"));
        var options = o with { Exchanges = new ExchangeOptions { Addresses = addresses, RetryMilliseconds = 10 } };
        return change?.Invoke(options) ?? options;
    });

    private static async Task<JsonElement> EndAsync(RunningPortal portal, long id)
    {
        JsonElement job = default;
        await UntilAsync(async () =>
        {
            job = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{id}");
            return job.GetProperty("status").GetString() is not ("PENDING" or "RUNNING");
        });
        return job;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
