using Backtester.Core.Market;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Store.Journal;

public sealed class CandleJournalTests : IDisposable
{
    private const int Base = 3000;
    private const int Page = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly SeriesKey _key = RandomCandles.Key();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Small_pages_go_to_the_journal_and_reading_gives_what_one_write_gives()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var key = RandomCandles.Key("1m", $"pages{seed}");
            var candles = RandomCandles.Make(seed, Base + 2000, key, gaps: 0.001);
            var store = Begin(key, candles);
            var pages = Enumerable.Range(0, 20).ToArray();
            new Random(seed).Shuffle(pages);
            var journaled = false;
            foreach (var page in pages)
            {
                // A page may bring candles that are there already.
                var from = Base + (page * Page) - (seed % 2 * 30);
                var outcome = store.Write(CandleSeries.FromCandles(key, candles[from..(Base + ((page + 1) * Page))]), "download");
                journaled |= _folder.Files("*.journal").Length > 0;
                Assert.InRange(outcome.Added, Page - 30, Page + 30);
                Assert.Equal(0, outcome.Replaced);
            }

            Assert.True(journaled);
            var found = new CandleStore(_folder.Path).Find(key)!;
            Assert.Equal((candles.Count, candles[0].OpenTimeMs, candles[^1].OpenTimeMs), ((int)found.Count, found.FirstOpenMs, found.LastOpenMs));
            RandomCandles.AssertSame(CandleSeries.FromCandles(key, candles), new CandleStore(_folder.Path).Read(key, TimeRange.All), $"seed {seed}");
            Assert.Empty(_folder.Files("*.journal"));
            RandomCandles.AssertSame(CandleSeries.FromCandles(key, candles), new CandleStore(_folder.Path).Read(key, TimeRange.All), $"seed {seed}, folded");
        }
    }

    [Fact]
    public void Journal_is_folded_when_it_is_large()
    {
        var candles = RandomCandles.Make(2, 40_000, _key, gaps: 0);
        var store = new CandleStore(_folder.Path);
        store.Write(CandleSeries.FromCandles(_key, candles[..10_000]), "download");
        var (journaled, folds) = (false, 0);
        for (var from = 10_000; from < candles.Count; from += 1000)
        {
            store.Write(CandleSeries.FromCandles(_key, candles[from..(from + 1000)]), "download");
            var exists = _folder.Files("*.journal").Length > 0;
            folds += journaled && !exists ? 1 : 0;
            journaled = exists;
        }

        Assert.InRange(folds, 1, 5);
        RandomCandles.AssertSame(CandleSeries.FromCandles(_key, candles), store.Read(_key, TimeRange.All), "after folds");
    }

    [Fact]
    public void Journal_cut_at_any_byte_loses_no_more_than_the_page_that_was_cut()
    {
        var candles = RandomCandles.Make(3, Base + 500, _key, gaps: 0);
        var store = Begin(_key, candles);
        var ends = new List<long>();
        for (var page = 0; page < 5; page++)
        {
            WritePage(store, candles, page);
            ends.Add(new FileInfo(Journal()).Length);
        }

        var whole = File.ReadAllBytes(Journal());
        var path = Journal();
        var months = _folder.Files("*.candles").ToDictionary(f => f, File.ReadAllBytes);
        var random = new Random(3);
        for (var trial = 0; trial < 150; trial++)
        {
            var cut = trial < 40 ? trial * 3 : random.Next(whole.Length + 1);
            foreach (var (file, bytes) in months)
            {
                File.WriteAllBytes(file, bytes);
            }

            File.WriteAllBytes(path, whole[..cut]);
            var expected = Base + (ends.Count(e => e <= cut) * Page);
            var reopened = new CandleStore(_folder.Path);
            Assert.Equal(!ends.Contains(cut) && cut > 0, reopened.Verify(_key).Count > 0);
            Assert.Equal(expected, (int)reopened.Find(_key)!.Count);
            RandomCandles.AssertSame(CandleSeries.FromCandles(_key, candles[..expected]), reopened.Read(_key, TimeRange.All), $"cut at {cut}");

            // A writer goes on where the other was cut.
            File.WriteAllBytes(path, whole[..cut]);
            new CandleStore(_folder.Path).Write(CandleSeries.FromCandles(_key, candles[expected..]), "download");
            RandomCandles.AssertSame(CandleSeries.FromCandles(_key, candles), reopened.Read(_key, TimeRange.All), $"went on after a cut at {cut}");
        }

        Assert.Empty(new CandleStore(_folder.Path).Quarantined(_key));
    }

    [Fact]
    public void Flipped_bits_of_a_journal_are_always_detected_and_never_served()
    {
        var candles = RandomCandles.Make(4, Base + 300, _key, gaps: 0);
        var store = Begin(_key, candles);
        for (var page = 0; page < 3; page++)
        {
            WritePage(store, candles, page);
        }

        var path = Journal();
        var good = File.ReadAllBytes(path);
        var months = _folder.Files("*.candles").ToDictionary(f => f, File.ReadAllBytes);
        var byTime = candles.ToDictionary(c => c.OpenTimeMs);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            foreach (var (file, bytes) in months)
            {
                File.WriteAllBytes(file, bytes);
            }

            // Every third time in the headers of the file and of the first record.
            var bad = (byte[])good.Clone();
            var bit = random.Next((seed % 3 == 0 ? 96 : good.Length) * 8);
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, bad);
            Assert.True(new CandleStore(_folder.Path).Verify(_key).Count > 0, $"seed {seed}, bit {bit}: not detected");
            var read = new CandleStore(_folder.Path).Read(_key, TimeRange.All);
            Assert.InRange(read.Count, Base, candles.Count - Page);
            for (var i = 0; i < read.Count; i++)
            {
                Assert.True(byTime[read.OpenTimeMs[i]].Equals(read[i]), $"seed {seed}, bit {bit}: row {i} is not as written");
            }
        }
    }

    [Fact]
    public void Fold_ended_before_the_journal_went_gives_the_same_series()
    {
        var candles = RandomCandles.Make(5, Base + 200, _key);
        var store = Begin(_key, candles);
        WritePage(store, candles, 0);
        WritePage(store, candles, 1);
        var (path, journal) = (Journal(), File.ReadAllBytes(Journal()));
        store.Fold(_key);
        File.WriteAllBytes(path, journal);
        Assert.Equal(candles.Count, (int)new CandleStore(_folder.Path).Find(_key)!.Count);
        RandomCandles.AssertSame(CandleSeries.FromCandles(_key, candles), new CandleStore(_folder.Path).Read(_key, TimeRange.All), "folded twice");
    }

    [Fact]
    public void Reader_beside_a_busy_writer_sees_the_pages()
    {
        var candles = RandomCandles.Make(6, Base + 200, _key);
        var store = Begin(_key, candles);
        WritePage(store, candles, 0);
        using (SeriesLock.Take(new CandlePaths(_folder.Path).LockOf(_key), "test", TimeSpan.FromSeconds(1), CancellationToken.None))
        {
            var read = new CandleStore(_folder.Path).Read(_key, TimeRange.All);
            RandomCandles.AssertSame(CandleSeries.FromCandles(_key, candles[..(Base + Page)]), read, "while a writer holds the lock");
            Assert.Single(_folder.Files("*.journal"));
        }
    }

    [Fact]
    public void Later_page_replaces_an_earlier_one()
    {
        var candles = RandomCandles.Make(7, Base + 100, _key);
        var store = Begin(_key, candles);
        WritePage(store, candles, 0);
        var other = candles[Base..].Select(c => c with { Volume = c.Volume + 1 }).ToList();
        Assert.Equal(new WriteOutcome(Page, 0, Page), store.Write(CandleSeries.FromCandles(_key, other), "download"));
        var expected = CandleSeries.FromCandles(_key, [.. candles[..Base], .. other]);
        RandomCandles.AssertSame(expected, store.Read(_key, TimeRange.All), "replaced");
    }

    private CandleStore Begin(SeriesKey key, List<Candle> candles)
    {
        var store = new CandleStore(_folder.Path);
        store.Write(CandleSeries.FromCandles(key, candles[..Base]), "download");
        Assert.Empty(_folder.Files("*.journal"));
        return store;
    }

    private void WritePage(CandleStore store, List<Candle> candles, int page) =>
        store.Write(CandleSeries.FromCandles(_key, candles[(Base + (page * Page))..(Base + ((page + 1) * Page))]), "download");

    private string Journal() => Assert.Single(_folder.Files("*.journal"));
}
