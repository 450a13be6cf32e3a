using System.IO.Compression;
using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.TestSupport;

namespace Backtester.Core.Tests.Analysis.Parity;

/// <summary>
/// One recorded result of another tool, with the equity curve rebuilt from its trades and the candles alone:
/// cash after each fill and its fee, plus position × close.
/// </summary>
internal sealed class PeerResult
{
    private PeerResult(JsonElement json, CandleSeries candles)
    {
        Candles = candles;
        Peer = json.GetProperty("peer").GetString()!;
        InitialCash = json.GetProperty("init_cash").GetDouble();
        var fee = json.GetProperty("fee").GetDouble();
        Metrics = json.GetProperty("metrics").EnumerateObject().ToDictionary(p => p.Name, p => Number(p.Value));
        EquityEvery100Bars = [.. json.GetProperty("equity_every_100_bars").EnumerateArray().Select(Number)];
        FinalEquity = json.GetProperty("final_equity").GetDouble();
        Trades = [.. json.GetProperty("trades").EnumerateArray().Select(t => ToTrade(t, fee)).OrderBy(t => t.IsOpen)];
        Curve = Rebuild(fee);
    }

    public string Peer { get; }

    public CandleSeries Candles { get; }

    public double InitialCash { get; }

    public double FinalEquity { get; }

    public IReadOnlyDictionary<string, double> Metrics { get; }

    public double[] EquityEvery100Bars { get; }

    public IReadOnlyList<Trade> Trades { get; }

    public EquityCurve Curve { get; }

    public static PeerResult Read(string series, string strategy, string peer)
    {
        using var json = JsonDocument.Parse(Text($"{series}/{strategy}.{peer}.json.gz"));
        var root = json.RootElement;
        var path = series.StartsWith("synth_", StringComparison.Ordinal)
            ? RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Peers/candles/{series}.csv.gz")
            : SharedData.PathOf($"candles/{series}.csv.gz");
        var range = new TimeRange(root.GetProperty("first_open_time_ms").GetInt64(), root.GetProperty("last_open_time_ms").GetInt64() + 1);
        return new PeerResult(root, ReadCandles(path, series).Slice(range));
    }

    private static string Text(string relative)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Peers/{relative}")), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static CandleSeries ReadCandles(string path, string series)
    {
        var candles = new List<Candle>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            candles.Add(new Candle(long.Parse(cells[0]), double.Parse(cells[1]), double.Parse(cells[2]), double.Parse(cells[3]), double.Parse(cells[4]), double.Parse(cells[5])));
        }

        return CandleSeries.FromCandles(new SeriesKey("test", series, Timeframe.Parse("1h")), candles);
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private Trade ToTrade(JsonElement json, double fee)
    {
        var entry = json.GetProperty("entry_bar").GetInt32();
        var open = json.GetProperty("exit_bar").ValueKind == JsonValueKind.Null;
        var exit = open ? -1 : json.GetProperty("exit_bar").GetInt32();
        var (quantity, price) = (json.GetProperty("size").GetDouble(), json.GetProperty("entry_price").GetDouble());
        return new Trade
        {
            Symbol = Candles.Key.Symbol,
            Strategy = "recorded",
            Direction = json.GetProperty("side").GetString() == "long" ? Direction.Long : Direction.Short,
            Quantity = quantity,
            EntryBar = entry,
            EntryPrice = price,
            OpenedAtMs = Candles.OpenTimeMs[entry],
            ExitBar = exit,
            ExitPrice = Number(json.GetProperty("exit_price")),
            ClosedAtMs = open ? null : Candles.OpenTimeMs[exit],
            Fees = open ? quantity * price * fee : json.GetProperty("fees").GetDouble(),
            ProfitLoss = Number(json.GetProperty("pnl")),
            ExitReason = open ? ExitReason.None : ExitReason.Signal,
        };
    }

    private EquityCurve Rebuild(double fee)
    {
        var bars = Candles.Count;
        var (cashFlow, change) = (new double[bars], new double[bars]);
        foreach (var trade in Trades)
        {
            var signed = trade.Direction == Direction.Long ? trade.Quantity : -trade.Quantity;
            cashFlow[trade.EntryBar] -= (signed * trade.EntryPrice) + (trade.Quantity * trade.EntryPrice * fee);
            change[trade.EntryBar] += signed;
            if (!trade.IsOpen)
            {
                cashFlow[trade.ExitBar] += (signed * trade.ExitPrice) - (trade.Quantity * trade.ExitPrice * fee);
                change[trade.ExitBar] -= signed;
            }
        }

        var (equity, cash, open) = (new double[bars], new double[bars], new int[bars]);
        var (balance, position) = (InitialCash, 0.0);
        for (var bar = 0; bar < bars; bar++)
        {
            balance += cashFlow[bar];
            position += change[bar];
            position = Math.Abs(position) < 1e-12 ? 0 : position;
            (cash[bar], open[bar], equity[bar]) = (balance, position == 0 ? 0 : 1, balance + (position * Candles.Close[bar]));
        }

        return new EquityCurve(Candles.OpenTimeMs.ToArray(), equity, cash, open, InitialCash);
    }
}
