using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.WalkForward;

public sealed class WindowLayoutTests
{
    /// <summary>
    /// 20 bars, 8 searched of which 2 are purged, 1 embargoed, 3 traded. By hand: the first window trades rows 9 to 11, so
    /// (20 − 9) / 3 = 3 windows and two bars over; each searches 6 rows that end 3 rows before it trades.
    /// </summary>
    [Theory]
    [InlineData("rolling", "0-6 9-12", "3-9 12-15", "6-12 15-18")]
    [InlineData("anchored", "0-6 9-12", "0-9 12-15", "0-12 15-18")]
    public void Windows_are_those_worked_by_hand(string mode, params string[] expected)
    {
        var settings = new WalkForwardSettings { Mode = mode, InSample = 8, OutOfSample = 3, Purge = 2, Embargo = 1 };
        var windows = WindowLayout.Of(settings, [.. Enumerable.Range(0, 20).Select(i => i * 60_000L)], 60_000);

        Assert.Equal(expected, windows.Select(w =>
            $"{w.InSample.StartMs / 60_000}-{w.InSample.EndMs / 60_000} {w.OutOfSample.StartMs / 60_000}-{w.OutOfSample.EndMs / 60_000}"));
        Assert.All(windows, w => Assert.Equal(3, w.OutOfSampleBars));
        Assert.All(windows, w => Assert.Equal((w.InSample.EndMs - w.InSample.StartMs) / 60_000, w.InSampleBars));
    }

    [Fact]
    public void Bars_are_counted_where_candles_are_missing()
    {
        // A hole of an hour after the fourth bar: the stretches still hold three bars.
        long[] times = [0, 1, 2, 3, 64, 65, 66, 67, 68];
        var windows = WindowLayout.Of(new WalkForwardSettings { InSample = 3, OutOfSample = 3 }, [.. times.Select(t => t * 60_000)], 60_000);

        Assert.Equal([(3 * 60_000L, 66 * 60_000L), (66 * 60_000L, 69 * 60_000L)], windows.Select(w => (w.OutOfSample.StartMs, w.OutOfSample.EndMs)));
    }

    [Theory]
    [InlineData("500", 3_600_000L, 500L)]
    [InlineData("90d", 3_600_000L, 2160L)]
    [InlineData("2w", 86_400_000L, 14L)]
    [InlineData("90m", 1_800_000L, 3L)]
    [InlineData("36h", 86_400_000L, null)]
    public void Lengths_are_bars_or_times(string text, long barMs, long? bars)
    {
        Assert.True(BarLength.TryParse(text, out var length));
        Assert.Equal(bars, length.Bars(barMs));
        Assert.Equal(text, length.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-5")]
    [InlineData("1.5d")]
    [InlineData("3M")]
    [InlineData("99999999999999999999")]
    public void Other_texts_are_no_lengths(string text) => Assert.False(BarLength.TryParse(text, out _));

    [Fact]
    public void Range_too_short_for_a_window_says_how_many_bars_are_missing()
    {
        // 2,880 bars; 2,000 + 10 + 1,000 are needed.
        var error = Assert.Throws<SpecException>(() => WalkForwardMarket.Plan(WalkForwardMarket.Spec("""{"in_sample": 2000, "out_of_sample": 1000, "embargo": 10}""")));
        var problem = Assert.Single(error.Problems);

        Assert.Equal("walk_forward", problem.Field);
        Assert.Contains("130 bars are missing", problem.Message, StringComparison.Ordinal);
        Assert.Equal("2880 bars", problem.Got);
        Assert.Single(WalkForwardMarket.Plan(WalkForwardMarket.Spec("""{"in_sample": 2000, "out_of_sample": 870, "embargo": 10}""")).Windows);
    }

    [Fact]
    public void All_problems_come_at_once_with_their_paths()
    {
        var error = Assert.Throws<SpecException>(() => WalkForwardMarket.Plan(WalkForwardMarket.Spec(
            """{"mode": "roling", "in_sample": "90s", "purge": "30m", "embargo": [], "step": 3}""", "\"initial_capital\": -1,")));

        Assert.Equal(
            ["initial_capital", "walk_forward.embargo", "walk_forward.in_sample", "walk_forward.mode", "walk_forward.out_of_sample", "walk_forward.purge", "walk_forward.step"],
            error.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
        Assert.Equal("rolling", error.Problems.Single(p => p.Field == "walk_forward.mode").Suggestion);
        Assert.Contains("is missing", error.Problems.Single(p => p.Field == "walk_forward.out_of_sample").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spec_without_walk_forward_is_told_what_is_missing()
    {
        var error = Assert.Throws<SpecException>(() => WalkForwardMarket.Plan(SearchMarket.Grid));
        Assert.Equal(["walk_forward.in_sample", "walk_forward.out_of_sample"], error.Problems.Select(p => p.Field));
    }

    [Fact]
    public void Purge_that_leaves_nothing_and_windows_without_number_are_refused()
    {
        var purge = Assert.Throws<SpecException>(() => WalkForwardMarket.Plan(WalkForwardMarket.Spec("""{"in_sample": 100, "out_of_sample": 100, "purge": 100}""")));
        Assert.Equal("walk_forward.purge", Assert.Single(purge.Problems).Field);

        var many = Assert.Throws<SpecException>(() => WalkForwardMarket.Plan(WalkForwardMarket.Spec("""{"in_sample": 100, "out_of_sample": 1}""")));
        Assert.Contains("2780 windows", Assert.Single(many.Problems).Message, StringComparison.Ordinal);
    }
}
