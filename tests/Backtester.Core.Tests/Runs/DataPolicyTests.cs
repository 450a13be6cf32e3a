using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>What a run does about holes in its candles, and which of its trades they touch.</summary>
public class DataPolicyTests
{
    private const long Hour = 3_600_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();
    private static readonly SeriesKey Key = new("binance", "BTCUSDT", Timeframe.Parse("1h"));

    [Fact]
    public void Refuse_names_every_hole_and_mark_and_fill_run()
    {
        var catalog = new MemoryCatalog(Wave(i => i is not (100 or 101 or 250)));
        var problem = Assert.Single(Assert.Throws<SpecException>(() => Plan("refuse", catalog)).Problems);
        Assert.Equal("data.gaps", problem.Field);
        Assert.Equal("2024-01-05T04:00:00Z to 2024-01-05T06:00:00Z, 2024-01-11T10:00:00Z to 2024-01-11T11:00:00Z", problem.Got);
        Assert.NotEmpty(RunExecutor.Execute(Plan("mark", catalog), catalog).Trades);
        Assert.NotEmpty(RunExecutor.Execute(Plan("fill", catalog), catalog).Trades);
        Assert.Equal("mark", Plan(null, catalog).Spec.Data.Gaps);

        // Without holes all three are the same run.
        var whole = new MemoryCatalog(Wave(_ => true));
        Assert.Single(new[] { "refuse", "mark", "fill" }.Select(p => RunExecutor.Execute(Plan(p, whole), whole).ResultHash).Distinct());
    }

    [Fact]
    public void Default_does_not_count_for_the_fingerprint_so_that_those_of_older_specs_stay()
    {
        var catalog = new MemoryCatalog(Wave(_ => true));
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(Plan(null, catalog).Manifest)!.AsObject();
        manifest["spec"]!.AsObject().Remove("name");
        manifest["spec"]!.AsObject().Remove("data");
        var before = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(CanonicalJson.Write(manifest))));
        Assert.Equal(before, Plan(null, catalog).Fingerprint);
        Assert.Equal(before, Plan("mark", catalog).Fingerprint);
        Assert.NotEqual(Plan(null, catalog).Fingerprint, Plan("fill", catalog).Fingerprint);
        Assert.Equal("fill", Plan(SpecDocument.Write(Plan("fill", catalog).Spec).ToJsonString(), catalog, whole: true).Spec.Data.Gaps);
    }

    [Fact]
    public void Fill_puts_flat_candles_without_volume_into_holes()
    {
        var series = Wave(i => i is not (100 or 101 or 250));
        var filled = GapFill.Fill(series);
        Assert.Equal(400, filled.Count);
        var close = series[99].Close;
        Assert.Equal(new Candle(Start + (100 * Hour), close, close, close, close, 0), filled[100]);
        Assert.Equal(new Candle(Start + (101 * Hour), close, close, close, close, 0), filled[101]);
        Assert.Equal(series[100], filled[102]);
        Assert.Same(filled, GapFill.Fill(filled));
    }

    [Fact]
    public void Trades_from_before_to_after_a_hole_are_marked_with_their_profit()
    {
        // Candles 0 to 9 and 12 to 19; 10 and 11 are missing.
        var series = Wave(i => i is < 10 or (> 11 and < 20));
        Trade[] trades =
        [
            Trade(1, 5, 10), // ends before the hole
            Trade(8, 12, -4), // over the hole, closed in the first candle after it
            Trade(12, 14, 2), // opened in the first candle after the hole
            Trade(13, 15, 7), // after it
        ];
        var marked = DoubtfulTrades.Of(trades, [series], filled: false);
        Assert.Equal([new DoubtfulTrade(1, CandleDoubt.AfterGap), new(2, CandleDoubt.AfterGap)], marked.Trades);
        Assert.Equal((-2, 15), (marked.Profit, marked.Total));
        Assert.Equal(-2 / 15.0 * 100, marked.SharePercent, 1e-12);

        // With the hole filled a position may be closed inside it.
        marked = DoubtfulTrades.Of([Trade(8, 10, 1), Trade(8, 9, 1)], [series], filled: true);
        Assert.Equal([new DoubtfulTrade(0, CandleDoubt.AfterGap | CandleDoubt.Filled)], marked.Trades);
    }

    [Fact]
    public void Marks_equal_a_search_through_all_doubtful_candles()
    {
        var random = new Random(1);
        var missing = Enumerable.Range(0, 60).Select(_ => random.Next(1, 399)).ToHashSet();
        var series = Wave(i => !missing.Contains(i));
        var trades = Enumerable.Range(0, 300).Select(_ => random.Next(0, 390)).Select(from => Trade(from, from + random.Next(0, 9), 1)).ToArray();
        var doubtful = CandleScan.Of(series).Doubtful.Select(d => series.OpenTimeMs[d.Row]).ToArray();
        var expected = Enumerable.Range(0, trades.Length).Where(i => doubtful.Any(t =>
        {
            // From the first missing hour before a candle after a hole to that candle.
            var from = t;
            while (missing.Contains((int)((from - Start) / Hour) - 1))
            {
                from -= Hour;
            }

            return from <= trades[i].ClosedAtMs && t >= trades[i].OpenedAtMs;
        }));
        Assert.Equal(expected, DoubtfulTrades.Of(trades, [series], filled: false).Trades.Select(t => t.Index));
    }

    [Fact]
    public void Run_says_how_much_profit_doubtful_trades_carry_and_its_report_lists_them()
    {
        var catalog = new MemoryCatalog(Wave(i => i is not (120 or 121)));
        var result = RunExecutor.Execute(Plan("mark", catalog), catalog);
        Assert.Contains(result.Warnings, w => w.Contains("trades touch doubtful candles; they carry", StringComparison.Ordinal));
        var report = RunReport.Measure(result, [catalog.Load(Key, TimeRange.All)]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            ReportDocument.Write(writer, report, 1);
        }

        var doubtful = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("doubtful");
        Assert.Equal(report.Doubtful.Trades.Count, doubtful.GetProperty("count").GetInt32());
        Assert.Equal("after_gap", doubtful.GetProperty("trades")[0].GetProperty("reasons")[0].GetString());
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(9_000, false)]
    [InlineData(500_000, true)]
    public void Position_far_above_what_a_bar_trades_is_a_warning(double size, bool warned)
    {
        var catalog = new MemoryCatalog(Wave(_ => true, volume: 100_000));
        var plan = RunPlanner.Plan(
            $$"""{"symbols":["BTCUSDT"],"timeframe":"1h","strategy":"sma_cross","strategy_params":{"fast":5,"slow":20},"initial_capital":1000000,"position_size":{{size}}}""", SpecFormat.Json, catalog);
        var warnings = RunExecutor.Execute(plan, catalog).Warnings;
        Assert.Equal(warned, warnings.Any(w => w.Contains("median quote volume", StringComparison.Ordinal)));
    }

    private static RunPlan Plan(string? gaps, MemoryCatalog catalog, bool whole = false) => RunPlanner.Plan(
        whole ? gaps! : $$"""{"symbols":["BTCUSDT"],"timeframe":"1h","strategy":"sma_cross","strategy_params":{"fast":5,"slow":20}{{(gaps is null ? "" : $",\"data\":{{\"gaps\":\"{gaps}\"}}")}}}""",
        SpecFormat.Json,
        catalog);

    private static Trade Trade(int from, int to, double profit) => new()
    {
        Symbol = "BTCUSDT",
        Strategy = "test",
        Direction = Core.Orders.Direction.Long,
        Quantity = 1,
        EntryBar = from,
        ExitBar = to,
        EntryPrice = 100,
        OpenedAtMs = Start + (from * Hour),
        ClosedAtMs = Start + (to * Hour),
        ProfitLoss = profit,
    };

    private static CandleSeries Wave(Func<int, bool> isThere, double volume = 1_000_000) => CandleSeries.FromCandles(Key, [.. Enumerable.Range(0, 400).Where(isThere).Select(i =>
    {
        var (open, close) = (100 + (10 * Math.Sin((i - 1) / 9.0)), 100 + (10 * Math.Sin(i / 9.0)));
        return new Candle(Start + (i * Hour), open, Math.Max(open, close) + 1, Math.Min(open, close) - 1, close, volume);
    })]);
}
