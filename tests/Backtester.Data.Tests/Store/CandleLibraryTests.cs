using System.Text;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.SampleMarket;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class CandleLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CandleLibrary _library;

    public CandleLibraryTests() => _library = new CandleLibrary(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_shows_stored_series_and_the_sample_market_in_order()
    {
        _library.Write(RandomCandles.Series(1, 100, RandomCandles.Key("1h", "zeta")), "test");
        _library.Write(RandomCandles.Series(2, 50, RandomCandles.Key("5m", "alpha")), "test");
        _library.Write(RandomCandles.Series(3, 60, RandomCandles.Key("1d", "alpha")), "test");
        var list = _library.List();
        Assert.Equal(
            ["alpha BTCUSDT 5m", "alpha BTCUSDT 1d", "sample BNBUSDT 1m", "sample BTCUSDT 1m", "sample ETHUSDT 1m", "sample SOLUSDT 1m", "sample XRPUSDT 1m", "zeta BTCUSDT 1h"],
            list.Select(s => s.Key.ToString()));
        Assert.All(list, s => Assert.Equal(s.Key.Exchange == "sample", s.Synthetic));
        Assert.Equal(1_578_240, list[2].Count);
        Assert.Equal(50, list[0].Count);
        Assert.Empty(_folder.Files("*sample*"));
    }

    [Fact]
    public void List_sees_what_another_object_wrote_and_deleted()
    {
        Assert.Equal(5, _library.List().Count);
        var key = RandomCandles.Key();
        var other = new CandleLibrary(_folder.Path);
        other.Write(RandomCandles.Series(1, 100, key), "test");
        Assert.Equal(100, _library.List().Single(s => s.Key == key).Count);
        other.Delete(key);
        Assert.DoesNotContain(_library.List(), s => s.Key == key);
    }

    [Fact]
    public void Find_unknown_is_null_and_Load_says_so()
    {
        var key = RandomCandles.Key();
        Assert.Null(_library.Find(key));
        Assert.Null(_library.Find(new SeriesKey("sample", "DOGEUSDT", Timeframe.Parse("1m"))));
        Assert.Null(_library.Find(new SeriesKey("../..", "x", Timeframe.Parse("1m"))));
        Assert.Contains("test BTCUSDT 1m", Assert.Throws<KeyNotFoundException>(() => _library.Load(key, TimeRange.All)).Message);
    }

    [Fact]
    public void Find_derived_from_the_coarsest_finer_complete_series()
    {
        // Both cover the same 12 hours without a hole, but with different prices, which tell them apart.
        Write("1m", 720, price: 1);
        Write("15m", 48, price: 15);
        var hour = RandomCandles.Key("1h");
        Assert.Equal(new SeriesInfo(hour, 0, 11 * 3_600_000, 12, Synthetic: false, Derived: true), _library.Find(hour));
        Assert.Equal(15, _library.Load(hour, TimeRange.All).Close[0]);

        // 15 minutes cannot make 5; the stored series itself goes before any derived one.
        Assert.Equal(1, _library.Load(RandomCandles.Key("5m"), TimeRange.All).Close[0]);
        Write("1h", 12, price: 60);
        Assert.Equal(60, _library.Load(hour, TimeRange.All).Close[0]);
        Assert.False(_library.Find(hour)!.Derived);
    }

    [Fact]
    public void Find_coarser_series_with_a_hole_gives_way_to_a_finer_without()
    {
        Write("1m", 720, price: 1);
        var key = RandomCandles.Key("15m");
        _library.Write(CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 48).Where(i => i != 20).Select(i => Flat(key, i, 15))]), "test");
        Assert.Equal(12, _library.Find(RandomCandles.Key("1h"))!.Count);
        Assert.Equal(1, _library.Load(RandomCandles.Key("1h"), TimeRange.All).Close[0]);
    }

    [Fact]
    public void Find_of_derived_tells_exactly_what_Load_gives()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var key = RandomCandles.Key("5m", $"s{seed}");
            _library.Write(RandomCandles.Series(seed, 2000, key, gaps: seed % 2 == 0 ? 0 : 0.002), "test");
            foreach (var name in new[] { "15m", "1h", "4h", "1d", "1w" })
            {
                var wanted = key with { Timeframe = Timeframe.Parse(name) };
                var info = _library.Find(wanted);
                var loaded = info is null ? null : _library.Load(wanted, TimeRange.All);
                var made = Derivation.Derive(_library.Load(key, TimeRange.All), wanted.Timeframe);
                Assert.True((loaded?.Count ?? 0) == made.Count, $"seed {seed} {name}");
                if (loaded is not null)
                {
                    RandomCandles.AssertSame(made, loaded, $"seed {seed} {name}");
                    Assert.Equal((made.Count, made.OpenTimeMs[0], made.OpenTimeMs[^1]), ((int)info!.Count, info.FirstOpenMs, info.LastOpenMs));
                }
            }
        }
    }

    [Fact]
    public void Load_derived_follows_new_candles_of_its_base()
    {
        Write("1m", 60, price: 1);
        var hour = RandomCandles.Key("1h");
        Assert.Equal(1, _library.Load(hour, TimeRange.All).Count);
        Write("1m", 120, price: 2);
        Assert.Equal([2.0, 2.0], _library.Load(hour, TimeRange.All).Close.ToArray());
        Assert.Equal(1, _library.Load(hour, new TimeRange(3_600_000, 7_200_000)).Count);
    }

    [Fact]
    public void Load_with_a_tiny_cache_gives_the_same()
    {
        var small = new CandleLibrary(_folder.Path, derivedCacheBytes: 1);
        Write("1m", 600, price: 1);
        foreach (var name in new[] { "5m", "1h", "5m", "15m" })
        {
            var key = RandomCandles.Key(name);
            RandomCandles.AssertSame(_library.Load(key, TimeRange.All), small.Load(key, TimeRange.All), name);
        }
    }

    [Fact]
    public void Changed_tells_of_writes_imports_and_deletes()
    {
        var seen = new List<string>();
        _library.Changed += (_, change) => seen.Add($"{change.Key} {change.Now?.Count.ToString() ?? "gone"}");
        Write("1m", 10, price: 1);
        _library.Import("test", "btc/usdt", "1m", Csv("open_time_ms,open,high,low,close,volume\n1700000040000,1,2,1,2,5\n"), "a.csv");
        _library.Delete(RandomCandles.Key());
        Assert.Equal(["test BTCUSDT 1m 10", "test BTCUSDT 1m 11", "test BTCUSDT 1m gone"], seen);
    }

    [Fact]
    public void Import_wrong_names_are_all_reported()
    {
        var problems = Assert.Throws<SpecException>(() => _library.Import("Bin ance", "/", "7m", Csv(""), "a.csv")).Problems;
        Assert.Equal(["exchange", "symbol", "timeframe"], problems.Select(p => p.Field));
        Assert.Equal("exchange", Assert.Single(Assert.Throws<SpecException>(() => _library.Import("sample", "BTCUSDT", "1m", Csv(""), "a.csv")).Problems).Field);
    }

    [Fact]
    public void Import_with_one_broken_row_stores_nothing_at_all()
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < 100_000; i++)
        {
            text.Append(i * 60_000L + 1_600_000_020_000).Append(i == 99_999 ? ",1,0.5,1,1,1\n" : ",1,1,1,1,1\n");
        }

        Assert.Throws<SpecException>(() => _library.Import("test", "BTCUSDT", "1m", Csv(text.ToString()), "a.csv"));
        Assert.Null(_library.Find(RandomCandles.Key()));
        Assert.DoesNotContain(_folder.Files(), f => f.Contains(".candles"));
    }

    [Fact]
    public void Sample_series_are_listed_and_derivable_before_they_are_generated()
    {
        var key = SampleCandles.KeyOf("ETHUSDT");
        Assert.Equal((1_578_240L, true), (_library.Find(key)!.Count, _library.Find(key)!.Synthetic));
        var day = _library.Find(key with { Timeframe = Timeframe.Parse("1d") })!;
        Assert.Equal((1096L, true, true), (day.Count, day.Synthetic, day.Derived));
        Assert.Empty(_folder.Files());
    }

    private static Candle Flat(SeriesKey key, int index, double price) => new(index * key.Timeframe.Milliseconds, price, price, price, price, 1);

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));

    private void Write(string timeframe, int count, double price)
    {
        var key = RandomCandles.Key(timeframe);
        _library.Write(CandleSeries.FromCandles(key, [.. Enumerable.Range(0, count).Select(i => Flat(key, i, price))]), "test");
    }
}
