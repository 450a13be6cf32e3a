using Backtester.Core.Market;
using Backtester.Data.Download;
using Xunit;

namespace Backtester.Data.Tests.Download;

public class MissingCandlesTests
{
    private const long Minute = 60_000;
    private static readonly Timeframe M1 = Timeframe.Parse("1m");

    [Fact]
    public void Missing_windows_and_differences_agree_with_a_walk_over_every_candle()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var range = new TimeRange(random.Next(0, 50) * Minute, random.Next(50, 200) * Minute);
            var there = Enumerable.Range(0, 220).Where(_ => random.Next(3) > 0).Select(i => i * Minute).ToArray();
            var known = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(0, 200)).Select(s => new TimeRange(s * Minute, (s + random.Next(1, 30)) * Minute));
            var absent = MissingCandles.Joined(known);

            var missing = MissingCandles.Of(there, M1, range);
            var asked = MissingCandles.Without(missing, absent);
            var perCall = random.Next(1, 40);
            var windows = MissingCandles.Windows(asked, M1, perCall);

            bool IsAsked(long t) => range.Contains(t) && !there.Contains(t) && !absent.Exists(a => a.Contains(t));
            var expected = Enumerable.Range(0, 220).Select(i => i * Minute).Where(IsAsked).ToArray();
            Assert.Equal(expected, Times(asked));
            Assert.Equal(expected.Length, MissingCandles.Count(asked, M1));
            Assert.All(expected, t => Assert.Single(windows, w => w.Contains(t)));
            Assert.All(windows, w => Assert.InRange((w.EndMs - w.StartMs) / Minute, 1, perCall));
            Assert.All(windows, w => Assert.True(IsAsked(w.StartMs), $"seed {seed}: {w} begins at a candle that is there"));
        }
    }

    [Fact]
    public void Candle_belongs_by_its_open_time_where_it_is_finished()
    {
        var week = Timeframe.Parse("1w");
        var range = new TimeRange(1_704_153_600_001, 1_705_363_200_000); // 2024-01-02 00:00:00.001 to 2024-01-16
        const long January8 = 1_704_672_000_000;
        const long January15 = 1_705_276_800_000;
        const long January22 = 1_705_881_600_000;

        // The week of the 15th opens inside; it counts once it is over.
        Assert.Equal(new TimeRange(January8, January22), MissingCandles.Finished(range, week, January22));
        Assert.Equal(new TimeRange(January8, January15), MissingCandles.Finished(range, week, January22 - 1));
        Assert.Equal(new TimeRange(January8, January15), MissingCandles.Finished(range with { EndMs = long.MaxValue }, week, January15));
    }

    private static long[] Times(IEnumerable<TimeRange> ranges) =>
        [.. ranges.SelectMany(r => Enumerable.Range(0, (int)((r.EndMs - r.StartMs) / Minute)).Select(i => r.StartMs + (i * Minute)))];
}
