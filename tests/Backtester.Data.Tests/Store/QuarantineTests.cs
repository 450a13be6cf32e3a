using Backtester.Core.Market;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class QuarantineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SeriesKey _key = RandomCandles.Key("1h");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_month_is_moved_aside_and_its_range_is_a_hole_until_it_is_written_again()
    {
        var series = RandomCandles.Series(21, 3000, _key, gaps: 0);
        var store = new CandleStore(_folder.Path);
        store.Write(series, "test");
        Assert.Empty(store.MoveDamagedAside(_key));
        var file = Damage(2);
        var month = CandleMonth.TryParse(Path.GetFileName(file), out var parsed) ? new TimeRange(parsed.StartMs, parsed.EndMs) : default;

        store = new CandleStore(_folder.Path);
        var named = Assert.Single(store.MoveDamagedAside(_key));
        Assert.Contains(file, named);
        Assert.Contains("its checksum does not match", named);
        var aside = Assert.Single(store.Quarantined(_key));
        Assert.Equal(month, aside.Range);
        Assert.Equal(named, aside.Reason);
        Assert.True(File.Exists(aside.Path));
        Assert.Empty(store.Verify(_key));

        var read = store.Read(_key, TimeRange.All);
        Assert.Equal(series.Count - series.Slice(month).Count, read.Count);
        Assert.Equal(0, read.Slice(month).Count);
        store.Write(series.Slice(month), "download");
        RandomCandles.AssertSame(series, store.Read(_key, TimeRange.All), "filled again");
    }

    [Fact]
    public void Write_into_a_damaged_month_moves_it_aside_and_keeps_the_new_candles()
    {
        var series = RandomCandles.Series(22, 1500, _key, gaps: 0);
        new CandleStore(_folder.Path).Write(series, "test");
        var file = Damage(1);
        Assert.True(CandleMonth.TryParse(Path.GetFileName(file), out var month));
        var store = new CandleStore(_folder.Path);
        var page = series.Slice(new TimeRange(month.StartMs, month.StartMs + (50 * 3_600_000L)));
        Assert.Equal(new WriteOutcome(50, 50, 0), store.Write(page, "download"));
        RandomCandles.AssertSame(page, store.Read(_key, new TimeRange(month.StartMs, month.EndMs)), "the new candles alone");
        Assert.Single(store.Quarantined(_key));
        Assert.Empty(store.Verify(_key));
    }

    private string Damage(int month)
    {
        var file = _folder.Files("*.candles").Order(StringComparer.Ordinal).ElementAt(month);
        var bytes = File.ReadAllBytes(file);
        bytes[^9] ^= 4;
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
