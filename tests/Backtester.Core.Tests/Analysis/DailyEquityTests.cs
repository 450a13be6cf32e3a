using Backtester.Core.Analysis;
using Xunit;
using static Backtester.Core.Tests.Analysis.Curves;

namespace Backtester.Core.Tests.Analysis;

public sealed class DailyEquityTests
{
    [Fact]
    public void Sample_takes_the_last_bar_of_each_utc_day_by_open_time()
    {
        // Bars at 22:00, 23:00 of day 0 and 00:00, 05:00 of day 1.
        var curve = At(100, [Start + (22 * Hour), Start + (23 * Hour), Start + Day, Start + Day + (5 * Hour)], [101, 102, 90, 96.9]);

        var daily = DailyEquity.Sample(curve);

        Assert.Equal([Start, Start + Day], daily.DayMs);
        Assert.Equal([1, 3], daily.LastBar);
        Assert.Equal([102, 96.9], daily.Equity);
        Assert.Equal((102.0 / 100) - 1, daily.Returns[0]);
        Assert.Equal((96.9 / 102) - 1, daily.Returns[1]);
    }

    [Fact]
    public void Sample_day_without_bars_carries_the_equity_with_return_zero()
    {
        var curve = At(100, [Start, Start + (3 * Day)], [110, 121]);

        var daily = DailyEquity.Sample(curve);

        Assert.Equal([Start, Start + Day, Start + (2 * Day), Start + (3 * Day)], daily.DayMs);
        Assert.Equal([110, 110, 110, 121], daily.Equity);
        Assert.Equal([0, 0], daily.Returns[1..3]);
        Assert.Equal([0, 0, 0, 1], daily.LastBar);
    }

    [Fact]
    public void Sample_without_idle_days_leaves_days_without_bars_out()
    {
        var daily = DailyEquity.Sample(At(100, [Start, Start + (3 * Day)], [110, 121]), idleDays: false);

        Assert.Equal([Start, Start + (3 * Day)], daily.DayMs);
        Assert.Equal([110, 121], daily.Equity);
    }

    [Fact]
    public void Sample_bars_longer_than_a_day_fill_the_days_between()
    {
        var daily = DailyEquity.Sample(Of(100, 7 * Day, 101, 102));

        Assert.Equal(8, daily.Count);
        Assert.Equal([101, 101, 101, 101, 101, 101, 101, 102], daily.Equity);
    }

    [Fact]
    public void Sample_no_bars_gives_no_days() => Assert.Equal(0, DailyEquity.Sample(Of(100, Hour)).Count);

    [Fact]
    public void Sample_times_before_1970_belong_to_their_own_day()
    {
        var daily = DailyEquity.Sample(At(100, [-1, 0], [101, 102]));

        Assert.Equal([-Day, 0], daily.DayMs);
    }

    [Fact]
    public void Sample_random_gaps_equals_a_walk_over_every_bar()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var times = new List<long>();
            for (long t = Start + random.Next(1_000_000_000); times.Count < 400; t += random.Next(12) == 0 ? random.NextInt64(5 * Day) + 1 : Hour)
            {
                times.Add(t);
            }

            var equity = times.Select(_ => 50 + (random.NextDouble() * 100)).ToArray();
            var expected = new SortedDictionary<long, double>();
            for (var day = times[0] / Day; day <= times[^1] / Day; day++)
            {
                expected[day * Day] = equity[times.FindLastIndex(t => t < (day + 1) * Day)];
            }

            var daily = DailyEquity.Sample(At(100, [.. times], equity));
            Assert.True(expected.Keys.SequenceEqual(daily.DayMs) && expected.Values.SequenceEqual(daily.Equity), $"seed {seed}");
        }
    }

    [Fact]
    public void Returns_after_an_equity_of_zero_are_unknown()
    {
        var daily = DailyEquity.Sample(Of(100, Day, 50, 0, 10));

        Assert.Equal(-1, daily.Returns[1]);
        Assert.True(double.IsNaN(daily.Returns[2]));
    }
}
