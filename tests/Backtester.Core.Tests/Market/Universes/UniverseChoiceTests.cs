using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Market.Universes;

/// <summary>Whom a rule chooses, when, and from what.</summary>
public class UniverseChoiceTests
{
    private const long Day = 86_400_000;
    private static readonly long January = Ms("2024-01-01");
    private static readonly string[] Names = ["AAAUSDT", "BBBUSDT", "CCCUSDT", "DDDUSDT", "EEEUSDT", "FFFBTC"];

    [Fact]
    public void Symbols_are_ranked_by_the_quote_volume_of_the_days_before_the_choice()
    {
        // Over the three days before 2024-02-01: A 3·10, B 1 + 1 + 100, C 3·20, and D trades in another currency.
        // A's 1,000 of the day of the choice itself, and B's of a week before, count for nothing.
        var catalog = new MemoryCatalog(
            Days("AAAUSDT", 0, 40, day => day == 31 ? 1000 : 10),
            Days("BBBUSDT", 0, 40, day => day is 24 ? 1000 : day == 30 ? 100 : 1),
            Days("CCCUSDT", 0, 40, _ => 20),
            Days("DDDBTC", 0, 40, _ => 5000));
        var universe = Rule(new UniverseRule { Quote = "USDT", Top = 2, Days = 3 });
        var periods = UniverseChoice.Of(universe, "x", new TimeRange(Ms("2024-02-10"), Ms("2024-02-11")), catalog);
        var period = Assert.Single(periods);
        Assert.Equal(Ms("2024-02-01"), period.FromMs);
        Assert.Equal(["BBBUSDT", "CCCUSDT"], period.Symbols);
        Assert.Equal(["BBBUSDT", "CCCUSDT", "AAAUSDT"], Chosen(universe with { Rule = universe.Rule! with { Top = null } }));
        Assert.Equal(["CCCUSDT", "AAAUSDT"], Chosen(universe with { Rule = universe.Rule! with { Exclude = ["BBBUSDT"] } }));
        Assert.Equal(["BBBUSDT", "CCCUSDT"], Chosen(universe with { Rule = universe.Rule! with { Top = null, MinimumQuoteVolume = 20 } }));

        IReadOnlyList<string> Chosen(Universe other) => UniverseChoice.Of(other, "x", new TimeRange(Ms("2024-02-10"), Ms("2024-02-11")), catalog)[0].Symbols;
    }

    [Fact]
    public void Symbol_counts_once_it_was_listed_for_long_enough_and_until_it_falls_silent()
    {
        // B's first candle is of day 20, A's last one of day 69 (2024-03-10).
        var catalog = new MemoryCatalog(Days("AAAUSDT", 0, 70, _ => 5), Days("BBBUSDT", 20, 200, _ => 9));
        var universe = Rule(new UniverseRule { Quote = "USDT", Days = 30, ListedDays = 30 });
        var periods = UniverseChoice.Of(universe, "x", new TimeRange(Ms("2024-02-01"), Ms("2024-05-02")), catalog);
        Assert.Equal(["2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"], periods.Select(p => DateTimeOffset.FromUnixTimeMilliseconds(p.FromMs).ToString("yyyy-MM-dd")));
        Assert.Equal(["AAAUSDT"], periods[0].Symbols);
        Assert.Equal(["BBBUSDT", "AAAUSDT"], periods[1].Symbols);

        // On April 1 A was silent for three weeks, though two of its days lie in the window.
        Assert.Equal(["BBBUSDT"], periods[2].Symbols);
    }

    [Fact]
    public void Day_is_taken_from_the_longest_timeframe_that_has_it_and_the_quote_volume_is_close_times_volume_where_unknown()
    {
        // Day 0 as a daily candle of 7, day 1 only as hours: 24 · 2 · 3.
        var daily = Days("AAAUSDT", 0, 1, _ => 7);
        var hourly = CandleSeries.FromCandles(Key("AAAUSDT", "1h"), [.. Enumerable.Range(0, 48).Select(h => new Candle(January + (h * 3_600_000L), 2, 2, 2, 2, 3))]);
        var volumes = DailyQuoteVolumes.Read(new MemoryCatalog(daily, hourly), [daily.Key, hourly.Key], new TimeRange(January, January + (3 * Day)), default)!;
        Assert.Equal((7.0, January), volumes.Sum(January, January + Day));
        Assert.Equal((144.0, January + Day), volumes.Sum(January + Day, January + (3 * Day)));
        Assert.Equal((0.0, null), volumes.Sum(January + (2 * Day), January + (3 * Day)));
    }

    [Fact]
    public void What_happens_after_a_date_changes_no_membership_at_or_before_it()
    {
        var changed = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var rule = new UniverseRule
            {
                Quote = "USDT",
                Top = random.Next(4) == 0 ? null : random.Next(1, 4),
                Days = random.Next(1, 40),
                ListedDays = random.Next(0, 60),
                Every = (UniverseInterval)random.Next(5),
                Exclude = random.Next(4) == 0 ? ["CCCUSDT"] : [],
            };
            var past = Names.Select(n => Random(n, random)).ToList();
            var date = January + (random.Next(20, 380) * Day);
            var future = past.Select(c => Changed(c, date, random)).ToList();
            var range = new TimeRange(January, January + (400 * Day));
            var before = UniverseChoice.Of(Rule(rule), "x", range, new MemoryCatalog([.. past.Where(c => c.Count > 0)]));
            var after = UniverseChoice.Of(Rule(rule), "x", range, new MemoryCatalog([.. future.Where(c => c.Count > 0)]));
            Assert.Equal(before.Select(p => p.FromMs), after.Select(p => p.FromMs));
            for (var i = 0; i < before.Count; i++)
            {
                if (before[i].FromMs <= date)
                {
                    Assert.True(before[i].Symbols.SequenceEqual(after[i].Symbols), $"seed {seed}: the choice of {DateTimeOffset.FromUnixTimeMilliseconds(before[i].FromMs):d} knew what came later");
                }
                else
                {
                    changed += before[i].Symbols.SequenceEqual(after[i].Symbols) ? 0 : 1;
                }
            }
        }

        // The future was really another one.
        Assert.True(changed > 100, $"{changed} later choices changed");
    }

    [Theory]
    [InlineData(UniverseInterval.Day, "2024-05-17", "2024-05-18")]
    [InlineData(UniverseInterval.Week, "2024-05-13", "2024-05-20")]
    [InlineData(UniverseInterval.Month, "2024-05-01", "2024-06-01")]
    [InlineData(UniverseInterval.Quarter, "2024-04-01", "2024-07-01")]
    [InlineData(UniverseInterval.Year, "2024-01-01", "2025-01-01")]
    public void Day_of_choice_is_the_first_of_its_period(UniverseInterval every, string first, string next)
    {
        // 2024-05-17 was a Friday.
        Assert.Equal(Ms(first), UniverseCalendar.Floor(every, Ms("2024-05-17") + (13 * 3_600_000)));
        Assert.Equal(Ms(first), UniverseCalendar.Floor(every, Ms(first)));
        Assert.Equal(Ms(next), UniverseCalendar.Next(every, Ms(first)));
    }

    [Fact]
    public void Stretches_of_one_member_join_where_it_is_chosen_again()
    {
        MembershipPeriod[] periods = [new(10, ["A", "B"]), new(20, ["A"]), new(30, ["B"]), new(40, ["A", "B"])];
        Assert.Equal([new TimeRange(10, 30), new TimeRange(40, long.MaxValue)], MembershipPeriod.StretchesOf(periods, "A"));
        Assert.Equal([new TimeRange(10, 20), new TimeRange(30, long.MaxValue)], MembershipPeriod.StretchesOf(periods, "B"));
        Assert.Empty(MembershipPeriod.StretchesOf(periods, "C"));
        Assert.Equal(["A", "B"], MembershipPeriod.AllOf(periods));
    }

    private static Universe Rule(UniverseRule rule) => new() { Name = "test", Rule = rule };

    private static SeriesKey Key(string symbol, string timeframe = "1d") => new("x", symbol, Timeframe.Parse(timeframe));

    private static CandleSeries Days(string symbol, int from, int to, Func<int, double> quoteVolume) => CandleSeries.FromCandles(
        Key(symbol), [.. Enumerable.Range(from, to - from).Select(day => new Candle(January + (day * Day), 1, 1, 1, 1, 1, quoteVolume(day), 1, 1))]);

    private static CandleSeries Random(string symbol, Random random)
    {
        var first = random.Next(0, 200);
        var last = random.Next(4) == 0 ? random.Next(first + 1, 400) : 400;
        var level = Math.Exp(random.NextDouble() * 3);
        return CandleSeries.FromCandles(Key(symbol), [.. Enumerable.Range(first, last - first).Where(_ => random.Next(30) > 0)
            .Select(day => new Candle(January + (day * Day), 1, 1, 1, 1, 1, level *= Math.Exp(random.NextDouble() - 0.5), 1, 1))]);
    }

    /// <summary>Another future from a date on: other volumes, an early end, or candles where there were none.</summary>
    private static CandleSeries Changed(CandleSeries series, long date, Random random)
    {
        var kept = Enumerable.Range(0, series.Count).Select(i => series[i]).Where(c => c.OpenTimeMs < date).ToList();
        var from = (int)((date - January) / Day);
        var until = random.Next(3) == 0 ? from : random.Next(from, 401);
        var level = Math.Exp(random.NextDouble() * 4);
        return CandleSeries.FromCandles(
            series.Key, [.. kept, .. Enumerable.Range(from, until - from).Select(day => new Candle(January + (day * Day), 1, 1, 1, 1, 1, level * random.NextDouble(), 1, 1))]);
    }

    private static long Ms(string day) => DateTimeOffset.Parse(day + "T00:00:00Z").ToUnixTimeMilliseconds();
}
