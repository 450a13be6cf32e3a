using System.Globalization;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Import;
using Backtester.Data.Store;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Data.Tests.Import;

/// <summary>The same three hours, written as each tool writes them, are read as the same candles.</summary>
public sealed class ImportLayoutTests : IDisposable
{
    private const long Start = 1_704_067_200_000; // 2024-01-01T00:00:00Z
    private const long Hour = 3_600_000;

    private static readonly SeriesKey Key = RandomCandles.Key("1h");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, ImportLayout, string> Files => new()
    {
        { "ours", ImportLayout.Ours, "open_time_ms,open,high,low,close,volume\n" + Lines(i => $"{T(i)},{P(i)},{10 + i}") },
        { "Binance with header, milliseconds", ImportLayout.Binance, "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n" + Lines(i => Dump(i, T(i))) },
        { "Binance without header, milliseconds", ImportLayout.Binance, Lines(i => Dump(i, T(i))) },
        { "Binance without header, microseconds", ImportLayout.Binance, Lines(i => Dump(i, T(i) * 1000)) },
        { "Binance with header, microseconds", ImportLayout.Binance, "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n" + Lines(i => Dump(i, T(i) * 1000)) },
        { "Binance klines answer", ImportLayout.Binance, "[" + string.Join(",\n", Enumerable.Range(0, 3).Select(i => $"[{T(i)},\"{P(i).Replace(",", "\",\"")}\",\"{10 + i}\",{T(i) + Hour - 1},\"100.5\",7,\"4\",\"50\",\"0\"]")) + "]" },
        { "Backtrader, one time", ImportLayout.Backtrader, "datetime,open,high,low,close,volume,openinterest\n" + Lines(i => $"{At(i):yyyy-MM-dd HH:mm:ss},{P(i)},{10 + i},0") },
        { "Backtrader, date and time", ImportLayout.Backtrader, "Date,Time,Open,High,Low,Close,Volume,OpenInterest\n" + Lines(i => $"{At(i):yyyy-MM-dd},{At(i):HH:mm:ss},{P(i)},{10 + i},0") },
        { "Backtrader, date and time without signs", ImportLayout.Backtrader, "Date,Time,Open,High,Low,Close,Volume,OpenInterest\n" + Lines(i => $"{At(i):yyyyMMdd},{At(i):HHmmss},{P(i)},{10 + i},0") },
        { "freqtrade", ImportLayout.Freqtrade, "[" + string.Join(",", Enumerable.Range(0, 3).Select(i => $"[{T(i)},{P(i)},{10 + i}]")) + "]" },
        { "TradingView, Unix seconds", ImportLayout.TradingView, "time,open,high,low,close,Volume,Plot,Plot\n" + Lines(i => $"{T(i) / 1000},{P(i)},{10 + i},1,2") },
        { "TradingView, ISO with offset", ImportLayout.TradingView, "time,open,high,low,close,Volume\n" + Lines(i => $"{At(i).AddHours(2):yyyy-MM-dd'T'HH:mm:ss}+02:00,{P(i)},{10 + i}") },
        { "six numbers", ImportLayout.PlainRows, Lines(i => $"{T(i)},{P(i)},{10 + i}") },
        { "names of another tool", ImportLayout.NamedColumns, "Timestamp;Volume;Close;Low;High;Open\n" + Lines(i => $"{T(i)};{10 + i};{P(i).Split(',')[3]};{P(i).Split(',')[2]};{P(i).Split(',')[1]};{P(i).Split(',')[0]}") },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Layout_is_told_by_content_and_gives_the_same_candles(string name, ImportLayout layout, string text)
    {
        foreach (var choice in text.StartsWith('[') ? [CsvReaderChoice.ByContent] : new[] { CsvReaderChoice.ByContent, CsvReaderChoice.CsvHelper })
        {
            var candles = new CandleBuffer();
            var report = CandleCsv.Read(Bytes(text), Key, name, c => candles.Add(c), choice);
            Assert.True(report.ProblemCount == 0, $"{name}: {string.Join("; ", report.Problems)}");
            Assert.Equal((layout, 3L), (report.Layout, report.Rows));
            var series = candles.ToSeries(Key);
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal((T(i), 100.5 + i, 110.25 + i, 90.125 + i, 101.0 + i, 10.0 + i), (series.OpenTimeMs[i], series.Open[i], series.High[i], series.Low[i], series.Close[i], series.Volume[i]));
            }

            if (layout == ImportLayout.Binance)
            {
                Assert.Equal((100.5, 7, 4), (series[2].QuoteVolume, series[2].TradeCount, series[2].TakerBuyVolume));
            }
        }
    }

    [Fact]
    public void Our_own_times_are_milliseconds_whatever_their_size()
    {
        var report = CandleCsv.Read(Bytes($"open_time_ms,open,high,low,close,volume\n{Start / 1000},1,2,1,2,3\n"), Key, "seconds.csv");
        Assert.Equal(1, report.ProblemCount);
    }

    [Theory]
    [InlineData("{\"candles\":[]}", "the file is a JSON object")]
    [InlineData("[[1704067200000,1,2,1,2,3],[1704070800000,1,2", "the JSON ends or breaks")]
    [InlineData("[[1704067200000,1,2,1,2,3],7]", "not a candle")]
    [InlineData("[[1704067200000,1,2,1,2,3],[1704070800000,1,2,1,2]]", "the number of fields differs")]
    [InlineData("[]", "no header")]
    public void Broken_json_is_named(string text, string message)
    {
        var report = CandleCsv.Read(Bytes(text), Key, "candles.json");
        Assert.Contains(message, Assert.Single(report.Problems).Message);
    }

    [Fact]
    public void Preview_tells_timeframe_changes_and_gaps_and_stores_nothing()
    {
        var library = new CandleLibrary(_folder.Path);
        var text = Lines(i => $"{T(i)},{P(i)},{10 + i}") + $"{T(5)},{P(5)},15\n{T(6)},{P(6)},16\n";
        var preview = ImportPreview.Of(Bytes(text), "x.csv", null, library.Store);
        Assert.Equal((Key.Timeframe, 5L, 2L), (preview.Timeframe, preview.Rows, preview.Quality!.Gaps.Missing));
        Assert.Null(preview.Added);
        Assert.Empty(library.Store.List());

        library.Import(Key, Bytes(Lines(i => $"{T(i)},{P(i)},{10 + (i == 1 ? 99 : i)}")), "first.csv");
        preview = ImportPreview.Of(Bytes(text), "x.csv", Key, library.Store);
        Assert.Equal((2L, 1L), (preview.Added, preview.Replaced));
        Assert.Equal(3, library.Store.Find(Key)!.Count);
    }

    [SkippableTheory]
    [InlineData("api/binance/klines_BTCUSDT_1h_2023-03-01.json", "1h", 743)]
    [InlineData("api/binance/klines_DOGEUSDT_15m_2025-06-02.json", "15m", 672)]
    [InlineData("api/binance/vision_spot_BTCUSDT-1h-2023-01.csv", "1h", 744)]
    [InlineData("api/binance/vision_um-futures_NEARUSDT-1m-2023-05-01.csv", "1m", 1440)]
    public void Real_files_of_binance_are_read_with_all_their_columns(string file, string timeframe, int rows)
    {
        using var stream = File.OpenRead(SharedData.PathOf(file));
        var preview = ImportPreview.Of(stream, file, null, new CandleStore(_folder.Path));
        Assert.Equal((ImportLayout.Binance, timeframe, (long)rows, 0L), (preview.Layout, preview.Timeframe?.Name, preview.Rows, preview.ProblemCount));
        Assert.All(preview.First, c => Assert.True(c.QuoteVolume > 0 && c.TradeCount > 0 && c.TakerBuyVolume > 0));
    }

    [Theory]
    [InlineData("binance_BTCUSDT_1h.csv.gz", "binance", "BTCUSDT", "1h")]
    [InlineData("bybit-linear_BTCUSDT_5m.csv.gz", "bybit-linear", "BTCUSDT", "5m")]
    [InlineData("BTCUSDT-1h-2023-01.csv", "binance", "BTCUSDT", "1h")]
    [InlineData("BTC_USDT-5m.json", null, "BTCUSDT", "5m")]
    [InlineData("BTC_USDT_USDT-5m-futures.json", null, "BTCUSDT", "5m")]
    [InlineData("BINANCE_BTCUSDT, 60.csv", "binance", "BTCUSDT", "1h")]
    [InlineData("COINBASE_ETHUSD, 1D_a1b2c.csv", "coinbase", "ETHUSD", "1d")]
    [InlineData("candles.csv", null, null, null)]
    public void File_names_say_what_they_hold(string file, string? exchange, string? symbol, string? timeframe)
    {
        var guess = FileNameGuess.Of(file);
        Assert.Equal((exchange, symbol, timeframe), (guess.Exchange, guess.Symbol, guess.Timeframe?.Name));
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Lines(Func<int, string> line) => string.Concat(Enumerable.Range(0, 3).Select(i => line(i) + "\n"));

    private static long T(int i) => Start + (i * Hour);

    private static DateTimeOffset At(int i) => DateTimeOffset.FromUnixTimeMilliseconds(T(i));

    private static string P(int i) => FormattableString.Invariant($"{100.5 + i},{110.25 + i},{90.125 + i},{101 + i}");

    private static string Dump(int i, long time) => string.Create(CultureInfo.InvariantCulture, $"{time},{P(i)},{10 + i},{time + 1},100.5,7,4,50,0");
}
