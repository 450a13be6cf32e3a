using Backtester.Core.Market;
using Backtester.Data.Store;
using Backtester.Data.Store.Format;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class CandleStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_random_series_come_back_bit_for_bit()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var key = RandomCandles.Key(Timeframe.All[seed % Timeframe.All.Count].Name, $"round{seed}");
            var series = RandomCandles.Series(seed, 1 + (seed * 97), key, oddDoubles: seed % 3 == 0);
            var outcome = new CandleStore(_folder.Path).Write(series, "test");
            Assert.Equal(new WriteOutcome(series.Count, series.Count, 0), outcome);
            RandomCandles.AssertSame(series, new CandleStore(_folder.Path).Read(key, TimeRange.All), $"seed {seed}");
        }
    }

    [Fact]
    public void Write_pieces_in_any_order_and_overlap_give_the_same_series()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var key = RandomCandles.Key("1h", $"pieces{seed}");
            var candles = RandomCandles.Make(seed, 3000, key);
            var random = new Random(seed);
            var store = new CandleStore(_folder.Path);
            var pieces = Enumerable.Range(0, 8).Select(i => (From: Math.Max(0, (i * 375) - random.Next(200)), To: (i + 1) * 375)).ToArray();
            random.Shuffle(pieces);
            foreach (var (from, to) in pieces)
            {
                store.Write(CandleSeries.FromCandles(key, candles[from..to]), "test");
            }

            RandomCandles.AssertSame(CandleSeries.FromCandles(key, candles), store.Read(key, TimeRange.All), $"seed {seed}");
            var stored = store.Find(key)!;
            Assert.Equal((candles.Count, candles[0].OpenTimeMs, candles[^1].OpenTimeMs), ((int)stored.Count, stored.FirstOpenMs, stored.LastOpenMs));
        }
    }

    [Fact]
    public void Write_same_open_time_new_candle_replaces_old()
    {
        var key = RandomCandles.Key();
        var store = new CandleStore(_folder.Path);
        store.Write(CandleSeries.FromCandles(key, [new(0, 1, 2, 1, 2, 10, 15, 3, 4), new(60_000, 2, 3, 2, 3, 11, 25, 4, 5)]), "a");
        var outcome = store.Write(CandleSeries.FromCandles(key, [new(60_000, 2, 4, 2, 3, 12), new(120_000, 3, 3, 3, 3, 1)]), "b");
        Assert.Equal(new WriteOutcome(2, 1, 1), outcome);
        var back = store.Read(key, TimeRange.All);
        Assert.Equal([new(0, 1, 2, 1, 2, 10, 15, 3, 4), new(60_000, 2, 4, 2, 3, 12), new(120_000, 3, 3, 3, 3, 1)], Enumerable.Range(0, 3).Select(i => back[i]));
    }

    [Fact]
    public void Write_same_candle_without_optional_numbers_keeps_the_known_ones()
    {
        var key = RandomCandles.Key();
        var store = new CandleStore(_folder.Path);
        store.Write(CandleSeries.FromCandles(key, [new(0, 1, 2, 1, 2, 10, 15, 3, 4)]), "a");
        Assert.Equal(new WriteOutcome(1, 0, 0), store.Write(CandleSeries.FromCandles(key, [new(0, 1, 2, 1, 2, 10)]), "a"));
        Assert.Equal(new Candle(0, 1, 2, 1, 2, 10, 15, 3, 4), store.Read(key, TimeRange.All)[0]);
    }

    [Fact]
    public void Read_range_is_half_open_and_crosses_months()
    {
        var key = RandomCandles.Key("1h");
        var series = RandomCandles.Series(3, 5000, key);
        var store = new CandleStore(_folder.Path);
        store.Write(series, "test");
        Assert.True(_folder.Files("*.candles").Length > 5);
        foreach (var (from, to) in new[] { (0, 4999), (700, 3100), (17, 18), (2000, 2000), (4990, 4999) })
        {
            var range = new TimeRange(series.OpenTimeMs[from], series.OpenTimeMs[to]);
            RandomCandles.AssertSame(series.SliceRows(from, to - from), store.Read(key, range), $"rows {from} to {to}");
        }

        Assert.Equal(0, store.Read(key, new TimeRange(0, 1000)).Count);
        Assert.Equal(0, store.Read(RandomCandles.Key("5m"), TimeRange.All).Count);
    }

    [Fact]
    public void Read_raw_column_of_one_month_is_served_from_the_map()
    {
        // Values that are no decimals stay raw.
        var key = RandomCandles.Key("1h");
        var candles = Enumerable.Range(0, 200).Select(i => new Candle(i * 3_600_000L, Math.PI + i, Math.E + i + 1, Math.E + i - 1, Math.E + i, 1)).ToList();
        var store = new CandleStore(_folder.Path);
        store.Write(CandleSeries.FromCandles(key, candles), "test");
        RandomCandles.AssertSame(CandleSeries.FromCandles(key, candles), store.Read(key, TimeRange.All), "raw");
    }

    [Fact]
    public void Delete_removes_the_series_and_what_was_opened_stays_readable()
    {
        var key = RandomCandles.Key();
        var series = RandomCandles.Series(5, 500, key);
        var store = new CandleStore(_folder.Path);
        store.Write(series, "test");
        var opened = store.Read(key, TimeRange.All);
        Assert.True(store.Delete(key));
        Assert.False(store.Delete(key));
        Assert.Null(store.Find(key));
        Assert.Empty(store.List());
        RandomCandles.AssertSame(series, opened, "opened before the delete");
    }

    [Fact]
    public void Write_without_commit_changes_nothing_and_leaves_no_file()
    {
        var key = RandomCandles.Key();
        var store = new CandleStore(_folder.Path);
        var before = RandomCandles.Series(6, 300, key);
        store.Write(before, "test");
        using (var write = store.BeginWrite(key, "test"))
        {
            for (var i = 0; i < 200_000; i++)
            {
                write.Add(new Candle(i * 60_000L, 1, 1, 1, 1, 1));
            }
        }

        RandomCandles.AssertSame(before, store.Read(key, TimeRange.All), "not committed");
        Assert.DoesNotContain(_folder.Files(), f => f.Contains(AtomicFile.TemporaryMark));
    }

    [Fact]
    public void Leftovers_of_a_killed_writer_are_ignored_and_removed_by_the_next()
    {
        var key = RandomCandles.Key();
        var store = new CandleStore(_folder.Path);
        var series = RandomCandles.Series(7, 300, key);
        store.Write(series, "test");
        var file = _folder.Files("*.candles")[0];
        var leftover = AtomicFile.TemporaryFor(file);
        File.WriteAllBytes(leftover, [1, 2, 3]);
        RandomCandles.AssertSame(series, store.Read(key, TimeRange.All), "with leftover");
        Assert.Empty(store.Find(key)!.Damages);
        store.Write(series, "test");
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [InlineData("../x", "BTCUSDT")]
    [InlineData("binance", "../../etc")]
    [InlineData("", "BTCUSDT")]
    [InlineData("binance", "btc")]
    public void Key_that_is_no_name_is_refused(string exchange, string symbol) =>
        Assert.Throws<ArgumentException>(() => new CandleStore(_folder.Path).Read(new SeriesKey(exchange, symbol, Timeframe.Parse("1m")), TimeRange.All));

    [Fact]
    public void BeginWrite_second_writer_waits_and_then_gives_up()
    {
        var key = RandomCandles.Key();
        var store = new CandleStore(_folder.Path) { LockPatience = TimeSpan.FromMilliseconds(60) };
        using (store.BeginWrite(key, "test"))
        {
            Assert.Throws<TimeoutException>(() => store.BeginWrite(key, "test"));
            store.BeginWrite(key with { Symbol = "ETHUSDT" }, "test").Dispose();
        }

        store.BeginWrite(key, "test").Dispose();
    }
}
