using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.TestSupport;

namespace Backtester.Core.Tests.Engine;

/// <summary>Results of other tools on known candles and signals; Fixtures/Peers/README.md states their conventions.</summary>
public sealed class PeerReference
{
    private readonly JsonElement _root;

    private PeerReference(JsonElement root) => _root = root;

    public static IReadOnlyList<string> Series { get; } = ["synth_a_1h", "binance_BTCUSDT_1h"];

    public static IReadOnlyList<string> Strategies { get; } = ["sma_long", "sma_reverse", "rsi_sltp", "bb_breakout"];

    public static IReadOnlyList<string> Peers { get; } = ["backtesting_py", "backtrader", "vectorbt_same_close", "vectorbt_next_open"];

    public double InitialCash => _root.GetProperty("init_cash").GetDouble();

    public double FinalEquity => _root.GetProperty("final_equity").GetDouble();

    public JsonElement Metrics => _root.GetProperty("metrics");

    public IReadOnlyList<JsonElement> Trades => [.. _root.GetProperty("trades").EnumerateArray()];

    public IReadOnlyList<double> EquityEvery100Bars => [.. _root.GetProperty("equity_every_100_bars").EnumerateArray().Select(e => e.GetDouble())];

    public TimeRange Range => new(_root.GetProperty("first_open_time_ms").GetInt64(), _root.GetProperty("last_open_time_ms").GetInt64() + 1);

    public static PeerReference Load(string series, string strategy, string peer)
    {
        using var document = JsonDocument.Parse(string.Join('\n', ReadLines(PathOf($"{series}/{strategy}.{peer}.json.gz"))));
        return new PeerReference(document.RootElement.Clone());
    }

    /// <summary>The candles of the result. Real candles are not part of the repository.</summary>
    public CandleSeries Candles(string series)
    {
        var synthetic = series.StartsWith("synth_", StringComparison.Ordinal);
        var path = synthetic ? PathOf($"candles/{series}.csv.gz") : SharedData.PathOf($"candles/{series}.csv.gz");
        var candles = ReadLines(path).Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
            return new Candle(long.Parse(cells[0], CultureInfo.InvariantCulture), Number(1), Number(2), Number(3), Number(4), Number(5));
        }).ToList();
        return CandleSeries.FromCandles(new SeriesKey("peers", "BTCUSDT", Timeframe.Parse("1h")), candles).Slice(Range);
    }

    /// <summary>The signals that the peers were given, by bar.</summary>
    public static Signals[] SignalsOf(string series, string strategy)
    {
        var lines = ReadLines(PathOf($"{series}/signals.csv.gz")).ToList();
        var columns = lines[0].Split(',');
        (int Index, Signals Flag)[] wanted =
        [
            (Array.IndexOf(columns, strategy + ".long_entry"), Core.Strategies.Signals.LongEntry),
            (Array.IndexOf(columns, strategy + ".long_exit"), Core.Strategies.Signals.LongExit),
            (Array.IndexOf(columns, strategy + ".short_entry"), Core.Strategies.Signals.ShortEntry),
            (Array.IndexOf(columns, strategy + ".short_exit"), Core.Strategies.Signals.ShortExit),
        ];
        return [.. lines.Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            return wanted.Where(w => w.Index >= 0 && cells[w.Index] == "1").Aggregate(Core.Strategies.Signals.None, (all, w) => all | w.Flag);
        })];
    }

    public static string PathOf(string relative) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "Peers", relative);

    private static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
