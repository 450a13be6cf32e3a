using System.Diagnostics;
using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Exchanges.Binance;
using Backtester.Data.Exchanges.Network;
using Backtester.Data.Tests.Download;
using Backtester.ExchangeHost;
using Xunit;

namespace Backtester.Data.Tests.Exchanges;

/// <summary>What happens between a client and a server that does not behave, over real sockets.</summary>
public class HostConnectionTests
{
    private const long Hour = 3_600_000;
    private const long Now = 1_700_000_123_456;

    private static readonly CandleRequest Request =
        new(TestExchanges.Symbol("BTCUSDT"), Timeframe.Parse("1h"), new TimeRange(1_699_916_400_000, 1_699_916_400_000 + (10 * Hour)));

    [Theory]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.Banned)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.BadGateway)]
    [InlineData(Fault.TruncatedBody)]
    [InlineData(Fault.CutJson)]
    [InlineData(Fault.Slow)]
    [InlineData(Fault.Dropped)]
    public async Task Passing_fault_is_tried_again_and_leaves_no_trace(Fault fault)
    {
        await using var test = await StartAsync(FaultPlan.First(TimeSpan.FromSeconds(3), 0, Fault.None, fault, fault), s => s with { Timeout = TimeSpan.FromSeconds(1) });
        var candles = await test.Catalog.Get("binance").GetCandlesAsync(Request);

        Assert.Equal(10, candles.Count);
        Assert.Equal(3, test.Server.Log.Queries("/api/v3/klines").Count);
    }

    [Fact]
    public async Task Retry_after_is_waited_for_by_everybody()
    {
        await using var test = await StartAsync(FaultPlan.First(default, 1, Fault.None, Fault.TooManyRequests));
        var client = test.Catalog.Get("binance");
        await client.NowAsync();
        var watch = Stopwatch.StartNew();
        var first = client.GetCandlesAsync(Request);
        await Task.Delay(200);
        await Task.WhenAll(first, client.GetCandlesAsync(Request));

        Assert.True(watch.ElapsedMilliseconds >= 1000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(3, test.Server.Log.Queries("/api/v3/klines").Count);
    }

    [Fact]
    public async Task Exchange_that_stays_down_is_given_up_after_all_tries_and_waiting_helps()
    {
        await using var test = await StartAsync(new FaultPlan(0, 1, default), down: true);
        var error = await Assert.ThrowsAsync<ExchangeException>(() => test.Catalog.Get("binance").GetCandlesAsync(Request));

        Assert.Equal(ExchangeRemedy.Wait, error.Remedy);
        Assert.Contains("in 4 tries", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, test.Server.Log.Count);
    }

    [Fact]
    public async Task Refusal_is_not_repeated_and_asks_for_a_person()
    {
        await using var test = await StartAsync(null);
        var request = Request with { Symbol = TestExchanges.Symbol("NOPE") };
        foreach (var (exchange, said) in new[] { ("binance", "Invalid symbol"), ("bybit", "10001"), ("okx", "51001"), ("kucoin", "400100"), ("kucoin-futures", "404000"), ("coinbase", "product not found") })
        {
            await ((ExchangeClient)test.Catalog.Get(exchange)).NowAsync();
            var calls = test.Server.Log.Count;
            var error = await Assert.ThrowsAsync<ExchangeException>(() => test.Catalog.Get(exchange).GetCandlesAsync(request));
            Assert.Equal(ExchangeRemedy.TellAPerson, error.Remedy);
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Equal(1, test.Server.Log.Count - calls);
        }
    }

    [Fact]
    public async Task Long_ban_is_told_at_once_with_its_end()
    {
        await using var test = await StartAsync(FaultPlan.First(default, 7200, Fault.Banned));
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<ExchangeException>(() => test.Catalog.Get("binance").GetCandlesAsync(Request));

        Assert.True(watch.ElapsedMilliseconds < 5000);
        Assert.Equal(ExchangeRemedy.Wait, error.Remedy);
        Assert.Contains("stay away until", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_that_cannot_be_reached_is_told_with_a_remedy()
    {
        using var catalog = new ExchangeCatalog(new ExchangeSettings
        {
            BaseAddresses = new Dictionary<string, Uri> { ["Binance"] = new("http://127.0.0.1:9") },
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });
        var error = await Assert.ThrowsAsync<ExchangeException>(() => catalog.Get("binance").CheckAsync());
        Assert.Equal(ExchangeRemedy.Wait, error.Remedy);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_circuit_spares_a_host_that_fails_all_the_time()
    {
        await using var test = await StartAsync(new FaultPlan(0, 1, default), s => s with { Retries = 0 }, down: true);
        var client = test.Catalog.Get("binance");
        for (var i = 0; i < 30; i++)
        {
            await Assert.ThrowsAsync<ExchangeException>(() => client.CheckAsync());
        }

        Assert.Equal(20, test.Server.Log.Count);
        var error = await Assert.ThrowsAsync<ExchangeException>(() => client.CheckAsync());
        Assert.Contains("left alone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_a_slow_call_at_once()
    {
        await using var test = await StartAsync(FaultPlan.First(TimeSpan.FromSeconds(20), 0, Fault.Slow));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Catalog.Get("binance").GetCandlesAsync(Request, cancel.Token));
        Assert.True(watch.ElapsedMilliseconds < 5000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Limit_of_a_host_is_kept_by_all_callers_together()
    {
        var limit = new RateLimit(40, TimeSpan.FromSeconds(1));
        await using var server = await ExchangeServer.StartAsync(new ExchangeServerOptions { NowMs = () => Now, Limit = (40, TimeSpan.FromSeconds(1)) });
        using var catalog = new ExchangeCatalog(new ExchangeSettings { BaseAddresses = server.BaseAddresses, Parallel = 16 }, [BinanceFacts.Spot with { Limit = limit }]);
        var client = catalog.Get("binance");
        await client.NowAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.GetCandlesAsync(Request)));

        Assert.Equal(0, server.Log.OverLimit);
        Assert.Equal(60, server.Log.Queries("/api/v3/klines").Count);
    }

    [Fact]
    public async Task Clock_and_remaining_weight_are_told()
    {
        await using var server = await ExchangeServer.StartAsync(new ExchangeServerOptions { NowMs = () => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 90_000 });
        using var catalog = new ExchangeCatalog(new ExchangeSettings { BaseAddresses = server.BaseAddresses });
        foreach (var client in catalog.Clients)
        {
            var health = await client.CheckAsync();
            Assert.InRange(health.ClockOffsetMs, 89_000, 91_000);
            Assert.InRange(health.RemainingWeight, 1, health.LimitWeight);
        }
    }

    private static Task<TestExchanges> StartAsync(FaultPlan? faults, Func<ExchangeSettings, ExchangeSettings>? change = null, bool down = false) =>
        TestExchanges.StartAsync(
            new ExchangeServerOptions { NowMs = () => Now, ListedMs = Now - (20 * 24 * Hour), HoleShare = 0, Faults = down ? FaultPlan.First(default, 0, [.. Enumerable.Repeat(Fault.ServerError, 100)]) : faults },
            change);
}
