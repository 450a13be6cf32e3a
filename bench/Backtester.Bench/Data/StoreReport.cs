using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;
using Backtester.Data.Import;
using Backtester.Data.SampleMarket;
using Backtester.Data.Store;
using Backtester.ExchangeHost;

namespace Backtester.Bench.Data;

/// <summary>
/// The numbers of the candle store, all from one process: reading, deriving, importing, sizes, and deriving against
/// fetching. dotnet run -c Release --project bench/Backtester.Bench -- store-report [FILE.csv.gz of one-minute or longer candles]
/// </summary>
internal static class StoreReport
{
    private const int Repeats = 31;
    private static readonly TimeRange Year = new(1_672_531_200_000, 1_704_067_200_000);
    private static readonly SeriesKey Key = new("bench", "BTCUSDT", Timeframe.Parse("1m"));

    public static async Task RunAsync(string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("backtester-report-").FullName;
        try
        {
            var csv = Encoding.ASCII.GetBytes(Csv(new CandleLibrary(Path.Combine(folder, "sample")).Load(SampleCandles.KeyOf("BTCUSDT"), Year)));
            Store(Path.Combine(folder, "store"), csv);
            await FetchingAsync(Path.Combine(folder, "fetch"));
            foreach (var file in files)
            {
                Sizes(Path.Combine(folder, "real"), Path.GetFileName(file), Unzipped(file), Key with { Exchange = "real", Timeframe = Timeframe.Parse(Path.GetFileName(file).Split('_', '.')[2]) });
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Store(string folder, byte[] csv)
    {
        Sizes(folder, "sample year", csv, Key);
        var parse = Best(3, () => CandleCsv.Read(new MemoryStream(csv), Key, "year.csv").Rows);
        var rows = 525_600;
        var import = Best(3, () =>
        {
            var library = new CandleLibrary(Directory.CreateTempSubdirectory("backtester-import-").FullName);
            library.Import(Key, new MemoryStream(csv), "year.csv");
            Directory.Delete(library.Store.DataDirectory, recursive: true);
        });
        Line("import of 525,600 CSV rows", $"{import:F0} ms, {rows / import / 1000:F2} M rows/s (parse and check alone {parse:F0} ms)");

        var sum = 0.0;
        Line("open the stored year, sum its closes, warm", Times(() =>
        {
            var series = new CandleStore(folder).Read(Key, TimeRange.All);
            sum = 0;
            foreach (var close in series.Close)
            {
                sum += close;
            }
        }));
        var held = new CandleStore(folder);
        Line("the same in a store that is open already", Times(() =>
        {
            sum = 0;
            foreach (var close in held.Read(Key, TimeRange.All).Close)
            {
                sum += close;
            }
        }));
        Line("derive 1h from the stored year, opened anew", Times(() => Derivation.Derive(new CandleStore(folder).Read(Key, TimeRange.All), Timeframe.Parse("1h"))));
        var read = held.Read(Key, TimeRange.All);
        Derivation.Derive(read, Timeframe.Parse("1h"));
        Line("derive 1h from columns in memory", Times(() => Derivation.Derive(read, Timeframe.Parse("1h"))));

        var derived = Path.Combine(folder, "derived");
        var all = new CandleStore(derived);
        foreach (var timeframe in Timeframe.All.Where(t => Derivation.Divides(Key.Timeframe, t)))
        {
            all.Write(Derivation.Derive(read, timeframe), "bench");
        }

        var (minutes, rest) = (held.Find(Key)!.Bytes, all.List().Sum(s => s.Bytes));
        Line("bytes of 1m, from which every other timeframe comes", $"{minutes:N0}; storing each of them too takes {minutes + rest:N0}, {(double)(minutes + rest) / minutes:F3} times as many");
    }

    private static void Sizes(string folder, string name, byte[] csv, SeriesKey key)
    {
        var library = new CandleLibrary(folder);
        var count = library.Import(key, new MemoryStream(csv), name).Added;
        var stored = library.Store.Find(key)!.Bytes;
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(csv);
        }

        Line($"bytes a candle, {name}, {count:N0} candles of {key.Timeframe}", $"stored {(double)stored / count:F2}; CSV {(double)csv.Length / count:F2}; gzip CSV {(double)zipped.Length / count:F2}; raw doubles 48");
    }

    private static async Task FetchingAsync(string folder)
    {
        const long Now = 1_704_067_200_000;
        await using var server = await ExchangeServer.StartAsync(new ExchangeServerOptions { NowMs = () => Now, ListedMs = Year.StartMs, HoleShare = 0 });
        using var exchanges = new ExchangeCatalog(new ExchangeSettings { BaseAddresses = server.BaseAddresses });
        await FetchAsync(Path.Combine(folder, "1m"), "1m", exchanges);
        var four = Timeframe.Parse("4h");
        var key = new SeriesKey("binance", "BTCUSDT", four);
        var count = new CandleLibrary(Path.Combine(folder, "1m")).Load(key, TimeRange.All).Count;
        var derive = Best(Repeats, () => new CandleLibrary(Path.Combine(folder, "1m")).Load(key, TimeRange.All).Close[^1]);
        var fetch = double.PositiveInfinity;
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            await FetchAsync(Path.Combine(folder, $"4h-{i}"), "4h", exchanges);
            fetch = Math.Min(fetch, watch.Elapsed.TotalMilliseconds);
        }

        Line($"4h of a year ({count:N0} candles)", $"derived from stored minutes in {derive:F2} ms, fetched from an exchange on this machine in {fetch:F0} ms: {fetch / derive:F0} times");
    }

    private static async Task FetchAsync(string folder, string timeframe, ExchangeCatalog exchanges)
    {
        using var lists = new MarketLists(folder, exchanges);
        var outcome = await new Downloader(folder, exchanges, lists, new CandleLibrary(folder)).RunAsync(new DownloadRequest("binance", ["BTCUSDT"], [Timeframe.Parse(timeframe)], TimeRange.All));
        if (outcome.Failed.Any())
        {
            throw new InvalidOperationException(outcome.Failed.First().Error);
        }
    }

    private static string Times(Action action)
    {
        action();
        var times = Enumerable.Range(0, Repeats).Select(_ => Measure(action)).Order().ToArray();
        return $"median {times[Repeats / 2]:F2} ms, best {times[0]:F2} ms";
    }

    private static double Best<T>(int repeats, Func<T> action) => Best(repeats, () => { _ = action(); });

    private static double Best(int repeats, Action action) => Enumerable.Range(0, repeats).Select(_ => Measure(action)).Min();

    private static double Measure(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string Csv(CandleSeries series)
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < series.Count; i++)
        {
            var c = series[i];
            text.Append(CultureInfo.InvariantCulture, $"{c.OpenTimeMs},{c.Open},{c.High},{c.Low},{c.Close},{c.Volume}\n");
        }

        return text.ToString();
    }

    private static byte[] Unzipped(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Line(string what, string number) => Console.WriteLine($"{what}: {number}");
}
