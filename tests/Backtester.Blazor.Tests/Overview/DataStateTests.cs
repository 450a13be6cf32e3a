using Backtester.Blazor.Overview;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Blazor.Tests.Overview;

public sealed class DataStateTests
{
    private const long Hour = 3_600_000;
    private const long Now = 1000 * Hour;

    /// <summary>
    /// Hours 100 to 199 with 97 candles: 3 missing; it ends at hour 200, 800 hours behind. Hours 900 to 998 complete: one
    /// hour behind is no delay. A delisted one is not waited for. The sample market counts apart.
    /// </summary>
    [Fact]
    public void Series_that_fell_behind_or_have_gaps_come_first()
    {
        var state = DataState.Of(
            [
                Series("AAA", 900, 998, 99),
                Series("BBB", 100, 199, 97),
                Series("CCC", 100, 199, 100) with { Delisted = true },
                Series("DDD", 900, 998, 98),
                Series("SMP", 0, 10, 11) with { Synthetic = true },
            ],
            Now);

        Assert.Equal(["BBB", "DDD", "CCC", "AAA"], state.Series.Select(s => s.Series.Key.Symbol));
        Assert.Equal([true, false, false, false], state.Series.Select(s => s.IsStale));
        Assert.Equal([3L, 1, 0, 0], state.Series.Select(s => s.Missing));
        Assert.Equal([800 * 3600.0, 3600, 800 * 3600, 3600], state.Series.Select(s => s.BehindSeconds));
        Assert.Equal((394L, 4L, 2, 1, 998 * Hour, 1), (state.Candles, state.Missing, state.WithGaps, state.Stale, state.NewestMs, state.SampleSymbols));
    }

    [Fact]
    public void Disk_use_adds_up_by_folder()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(DiskUse.Measure(folder.PathOf("none")).Parts);
        Directory.CreateDirectory(folder.PathOf("curves/ab"));
        File.WriteAllBytes(folder.PathOf("curves/ab/one"), new byte[300]);
        File.WriteAllBytes(folder.PathOf("curves/two"), new byte[20]);
        File.WriteAllBytes(folder.PathOf("backtester.db"), new byte[1000]);
        File.WriteAllBytes(folder.PathOf("backtester.db-wal"), new byte[5]);
        File.WriteAllBytes(folder.PathOf("owner.lock"), new byte[1]);

        var use = DiskUse.Measure(folder.Path);
        Assert.Equal([("database", 1005L), ("curves", 320L), ("other", 1L)], use.Parts.Select(p => (p.Key, p.Value)));
        Assert.Equal(1326, use.Bytes);
        Assert.True(use.FreeBytes > 0);
    }

    private static SeriesInfo Series(string symbol, long firstHour, long lastHour, long count) =>
        new(new SeriesKey("test", symbol, Timeframe.Parse("1h")), firstHour * Hour, lastHour * Hour, count, Synthetic: false);
}
