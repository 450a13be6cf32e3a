using Backtester.Core.Market;
using Backtester.Data.Quality;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Quality;

public sealed class QualityReportsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SeriesKey _key = RandomCandles.Key("1h");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ledger_equals_a_count_by_brute_force()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var series = RandomCandles.Series(seed, 400, _key, gaps: 0.05);
            var ledger = GapLedger.Of(_key, series.OpenTimeMs);
            var there = series.OpenTimeMs.ToArray().ToHashSet();
            var missing = new List<long>();
            for (var time = series.OpenTimeMs[0]; time <= series.OpenTimeMs[^1]; time += 3_600_000)
            {
                if (!there.Contains(time))
                {
                    missing.Add(time);
                }
            }

            Assert.Equal((long)missing.Count, ledger.Missing);
            Assert.Equal((long)missing.Count + 400, ledger.Expected);
            Assert.Equal(missing, ledger.Gaps.SelectMany(g => Enumerable.Range(0, (int)g.Missing).Select(i => g.Range.StartMs + (i * 3_600_000L))));
            Assert.Equal(missing.Count(t => !there.Contains(t - 3_600_000)), ledger.Gaps.Sum(g => (int)g.Missing - 1));
        }
    }

    [Fact]
    public void Damaged_file_gives_score_0_until_it_is_moved_aside_and_is_then_a_gap_with_that_cause()
    {
        var library = new CandleLibrary(_folder.Path);
        var series = RandomCandles.Series(31, 4000, _key, gaps: 0);
        library.Write(series, "test");
        var reports = new QualityReports(library);
        Assert.InRange(reports.Of(_key).Score.Total, 95, 100);

        // The last month, after which nothing tells that candles are missing.
        var file = _folder.Files("*.candles").Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(file);
        bytes[^30] ^= 1;
        File.WriteAllBytes(file, bytes);
        library = new CandleLibrary(_folder.Path);
        reports = new QualityReports(library);
        var damaged = reports.Of(_key);
        Assert.Equal(0, damaged.Score.Total);
        Assert.Contains(file, Assert.Single(damaged.Damages));
        Assert.True(damaged.Gaps.Present < series.Count);

        var changes = 0;
        library.Changed += (_, _) => changes++;
        var mended = reports.Of(_key, movesDamagedAside: true);
        Assert.Equal(1, changes);
        Assert.Empty(mended.Damages);
        Assert.Single(mended.Quarantined);
        var gap = Assert.Single(mended.Gaps.Gaps);
        Assert.Equal((GapCause.Damaged, (long)series.Count), (gap.Cause, mended.Gaps.Expected));
        Assert.InRange(mended.Score.Total, 1, 99);
        library.Write(series.Slice(gap.Range), "download");
        Assert.Empty(reports.Of(_key).Gaps.Gaps);
    }

    [Fact]
    public void Known_outages_are_in_order_and_do_not_overlap()
    {
        Assert.NotEmpty(KnownOutages.All);
        foreach (var (before, after) in KnownOutages.All.Zip(KnownOutages.All.Skip(1)))
        {
            Assert.True(before.Range.StartMs < before.Range.EndMs);
            Assert.True(before.Exchange != after.Exchange || before.Range.EndMs <= after.Range.StartMs, $"{after}");
        }
    }
}
