using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Import;
using Backtester.Data.Tests.Download;
using Backtester.ExchangeHost;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Data.Tests.Exchanges;

/// <summary>Answers as the exchanges gave them (Binance, KuCoin, Coinbase) or as their documentation shows them.</summary>
public class RecordedAnswerTests
{
    private const long Hour = 3_600_000;

    [SkippableTheory]
    [InlineData("klines_BTCUSDT_1h_2022-01-01.json", "BTCUSDT", "1h", 1_640_995_200_000, 744, "binance_BTCUSDT_1h")]
    [InlineData("klines_BTCUSDT_1h_2023-03-01.json", "BTCUSDT", "1h", 1_677_628_800_000, 743, "binance_BTCUSDT_1h")]
    [InlineData("klines_DOGEUSDT_15m_2025-06-02.json", "DOGEUSDT", "15m", 1_748_822_400_000, 672, null)]
    [InlineData("klines_ETHUSDT_1d_2018-01-01.json", "ETHUSDT", "1d", 1_514_764_800_000, 730, "binance_ETHUSDT_1d")]
    public async Task Binance_candles_equal_the_recorded_series(string file, string symbol, string timeframe, long from, int count, string? series)
    {
        await using var server = await ServeAsync("/api/v3/klines", await File.ReadAllTextAsync(SharedData.PathOf($"api/binance/{file}")));
        using var catalog = Catalog(server);
        var length = Timeframe.Parse(timeframe);
        var range = new TimeRange(from, from + ((count + (series == "binance_BTCUSDT_1h" && count == 743 ? 1 : 0)) * length.Milliseconds));

        var candles = await catalog.Get("binance").GetCandlesAsync(new CandleRequest(TestExchanges.Symbol(symbol), length, range));

        Assert.Equal(count, candles.Count);
        Assert.All(candles, c => Assert.True(c.QuoteVolume >= 0 && c.TradeCount >= 0 && c.TakerBuyVolume <= c.Volume));
        if (series is not null)
        {
            Assert.Equal(FromCsv(series, symbol, length, range), candles.Select(c => c with { QuoteVolume = double.NaN, TradeCount = double.NaN, TakerBuyVolume = double.NaN }));
        }
    }

    [SkippableFact]
    public async Task Binance_candle_has_every_number_in_its_place()
    {
        await using var server = await ServeAsync("/api/v3/klines", await File.ReadAllTextAsync(SharedData.PathOf("api/binance/klines_BTCUSDT_1h_2022-01-01.json")));
        using var catalog = Catalog(server);
        var candles = await catalog.Get("binance").GetCandlesAsync(
            new CandleRequest(TestExchanges.Symbol("BTCUSDT"), Timeframe.Parse("1h"), new TimeRange(1_640_995_200_000, 1_640_995_200_000 + Hour)));

        // The first line of the file.
        Assert.Equal(new Candle(1_640_995_200_000, 46216.93, 46731.39, 46208.37, 46656.13, 1503.33095, 69879986.3904993, 38608, 806.06536), Assert.Single(candles));
    }

    [SkippableFact]
    public async Task Kucoin_candles_are_turned_from_open_close_high_low()
    {
        await using var server = await ServeAsync("/api/v1/market/candles", await File.ReadAllTextAsync(SharedData.PathOf("api/kucoin/candles_BTC-USDT_1hour.json")));
        using var catalog = Catalog(server);
        var candles = await catalog.Get("kucoin").GetCandlesAsync(
            new CandleRequest(TestExchanges.Symbol("BTC-USDT"), Timeframe.Parse("1h"), new TimeRange(1_706_630_400_000, 1_706_641_200_000)));

        Assert.Equal([1_706_630_400_000, 1_706_634_000_000, 1_706_637_600_000], candles.Select(c => c.OpenTimeMs));
        Assert.Equal(new Candle(1_706_637_600_000, 43396.4, 43491.9, 43285.2, 43369.4, 135.02905655, 5859577.939581874), candles[^1]);
    }

    [SkippableFact]
    public async Task Coinbase_candles_equal_the_recorded_series()
    {
        await using var server = await ServeAsync("/api/v3/brokerage/market/products/BTC-USD/candles", await File.ReadAllTextAsync(SharedData.PathOf("api/coinbase/candles_BTC-USD_FOUR_HOUR_excerpt.json")));
        using var catalog = Catalog(server);
        var (length, from) = (Timeframe.Parse("4h"), 1_757_275_200_000L);
        var range = new TimeRange(from, from + (300 * length.Milliseconds));

        var candles = await catalog.Get("coinbase").GetCandlesAsync(new CandleRequest(TestExchanges.Symbol("BTC-USD", "BTCUSD"), length, range));

        var csv = FromCsv("coinbase_BTCUSD_4h", "BTCUSD", length, range);
        Assert.True(csv.Count > 290);
        Assert.Equal(csv, candles);
    }

    [SkippableTheory]
    [InlineData("bybit", "GetKlines", "/v5/market/kline", 1_670_601_600_000, 1_670_608_800_000, 17071, 17073, 17027, 17055.5, 268611, 15.74462667)]
    [InlineData("kucoin", "GetKlines", "/api/v1/market/candles", 1_545_904_920_000, 1_545_904_980_000, 0.058, 0.058, 0.049, 0.049, 0.018, 0.000945)]
    public async Task Samples_of_the_documentation_read_as_it_says(
        string exchange, string call, string path, long first, long last, double open, double high, double low, double close, double volume, double quoteVolume)
    {
        await using var server = await ServeAsync(path, Sample(exchange, call));
        using var catalog = Catalog(server);
        var length = Timeframe.Parse(exchange == "bybit" ? "1h" : "1m");
        var candles = await catalog.Get(exchange).GetCandlesAsync(new CandleRequest(TestExchanges.Symbol("X"), length, new TimeRange(first, last + length.Milliseconds)));

        Assert.Equal(first, candles[0].OpenTimeMs);
        Assert.Equal(new Candle(last, open, high, low, close, volume, quoteVolume), candles[^1]);
    }

    [SkippableFact]
    public async Task Okx_candle_that_is_marked_unfinished_is_left_out()
    {
        // Both candles of the sample carry the mark 0.
        await using var server = await ServeAsync("/api/v5/market/history-candles", Sample("okx", "GetKlineHistory"));
        using var catalog = Catalog(server);
        var candles = await catalog.Get("okx").GetCandlesAsync(
            new CandleRequest(TestExchanges.Symbol("BTC-USDT"), Timeframe.Parse("1m"), new TimeRange(1_597_026_360_000, 1_597_026_420_000)));
        Assert.Empty(candles);
    }

    [SkippableFact]
    public async Task Symbols_and_tickers_of_the_samples_are_read()
    {
        await using var server = await ExchangeServer.StartAsync(new ExchangeServerOptions());
        using var catalog = Catalog(server);
        server.Record("/v5/market/instruments-info", Sample("bybit", "GetSpotSymbols"));
        server.Record("/v5/market/tickers", Sample("bybit", "GetSpotTickers"));
        server.Record("/api/v5/public/instruments", Sample("okx", "GetSymbols"));
        server.Record("/api/v2/symbols", Sample("kucoin", "GetSymbols"));
        server.Record("/api/v1/market/allTickers", Sample("kucoin", "GetTickers"));
        server.Record("/api/v3/brokerage/market/products", Sample("coinbase", "GetSymbols"));
        server.Record("/api/v3/exchangeInfo", Sample("binance", "GetExchangeInfo"));

        Assert.Equal(new ExchangeSymbol("BTCUSDT", "BTCUSDT", "BTC", "USDT", 0.01, 0.000001, 1), Assert.Single(await catalog.Get("bybit").GetSymbolsAsync()));
        Assert.Equal(0.68, Assert.Single(await catalog.Get("bybit").GetTickersAsync()).ChangePercent, 10);
        Assert.Equal(new ExchangeSymbol("BTCUSDT", "BTC-USDT", "BTC", "USDT", 0.1, 0.00000001, 0, 1_606_468_572_000), Assert.Single(await catalog.Get("okx").GetSymbolsAsync()));
        Assert.Equal(new ExchangeSymbol("XLMUSDT", "XLM-USDT", "XLM", "USDT", 0.000001, 0.0001, 0.1), (await catalog.Get("kucoin").GetSymbolsAsync())[0]);
        Assert.Equal(new Ticker("BTC-USDT", 11328.9, 25984946.157790431, -0.0055 * 100), Assert.Single(await catalog.Get("kucoin").GetTickersAsync()));
        Assert.Equal(new ExchangeSymbol("BTCUSD", "BTC-USD", "BTC", "USD", 0.00000001, 0.00000001, 0.00000001), Assert.Single(await catalog.Get("coinbase").GetSymbolsAsync()));
        Assert.Equal(new Ticker("BTC-USD", 140.21, 1908432, 9.43), Assert.Single(await catalog.Get("coinbase").GetTickersAsync()));
        Assert.Equal(new ExchangeSymbol("ETHBTC", "ETHBTC", "ETH", "BTC", 0, 0, 0), Assert.Single(await catalog.Get("binance").GetSymbolsAsync()));
    }

    private static async Task<ExchangeServer> ServeAsync(string path, string body)
    {
        var server = await ExchangeServer.StartAsync(new ExchangeServerOptions());
        server.Record(path, body);
        return server;
    }

    private static ExchangeCatalog Catalog(ExchangeServer server) => new(new ExchangeSettings { BaseAddresses = server.BaseAddresses });

    private static string Sample(string exchange, string call)
    {
        using var samples = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf($"api/samples/{exchange}.json")));
        return samples.RootElement.GetProperty(call).GetProperty("response").GetRawText();
    }

    private static List<Candle> FromCsv(string name, string symbol, Timeframe timeframe, TimeRange range)
    {
        using var file = File.OpenRead(SharedData.PathOf($"candles/{name}.csv.gz"));
        var candles = new List<Candle>();
        CandleCsv.Read(file, new SeriesKey("x", symbol, timeframe), name, c =>
        {
            if (range.Contains(c.OpenTimeMs))
            {
                candles.Add(c);
            }
        });
        return candles;
    }
}
