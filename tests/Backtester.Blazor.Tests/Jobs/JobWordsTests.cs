using Backtester.Blazor.Jobs;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Shared;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

/// <summary>What jobs say of themselves: counts in the number of their word, nothing of what there is none of.</summary>
public sealed class JobWordsTests
{
    [Theory]
    [InlineData(new[] { 3 }, new[] { 0 }, "1 strategy: 3 recommendations")]
    [InlineData(new[] { 1, 0 }, new[] { 0, 2 }, "2 strategies: 1 recommendation; 1 needs more data")]
    [InlineData(new[] { 0, 0, 0 }, new[] { 1, 1, 0 }, "3 strategies: 2 need more data")]
    [InlineData(new[] { 0 }, new[] { 0 }, "1 strategy: nothing to recommend")]
    [InlineData(new int[0], new int[0], "no strategy is followed")]
    public void Look_counts_what_it_found(int[] found, int[] missing, string words) => Assert.Equal(
        words,
        new GeneratedReport([.. found.Zip(missing, (f, m) => new GeneratedLook(
            null!, [.. Enumerable.Repeat(new StrategyRecommendation(), f)], [.. Enumerable.Repeat("candles", m)], []))]).Words);

    [Fact]
    public void Follow_up_says_only_what_there_is()
    {
        var nothing = new FollowUpReport(0, 0, [], [], [], []);
        Assert.Equal("nothing new", nothing.Words);
        Assert.Equal("2 judged, 1 waits for candles", (nothing with { Judged = [1, 2], Waiting = [3] }).Words);
        Assert.Equal(
            "1 expired, 1 applied, 1 strategy seen on new days, 1 alarm",
            (nothing with { Expired = 1, Applied = 1, Watched = [(null!, new ActiveStrategyWatch { AlarmAtMs = 1 })] }).Words);
    }

    [Theory]
    [InlineData("walkforward", "Walk-forward")]
    [InlineData("backtest", "Backtest")]
    [InlineData("recommendations", "Recommendations")]
    public void Kind_is_a_word(string kind, string title) => Assert.Equal(title, JobKinds.Title(kind));

    [Theory]
    [InlineData(0.00004, "under 1 ms")]
    [InlineData(0.04, "40 ms")]
    [InlineData(0.0996, "0.1 s")]
    [InlineData(0.26, "0.3 s")]
    [InlineData(0.97, "1 s")]
    [InlineData(125.0, "2 min 5 s")]
    [InlineData(double.NaN, "–")]
    [InlineData(null, "–")]
    public void Measured_time_is_told_below_a_second_too(double? seconds, string text) => Assert.Equal(text, Format.Took(seconds));

    [Fact]
    public void Drawdown_of_no_length_is_none()
    {
        Assert.Equal("none", MetricCard.Of("longest_drawdown_seconds").Write(0));
        Assert.Equal("none", MetricCard.Of("max_drawdown_duration_seconds").Write(0));
        Assert.Equal("1 h", MetricCard.Of("longest_drawdown_seconds").Write(3600));
        Assert.Equal("–", MetricCard.Of("longest_drawdown_seconds").Write(double.NaN));
    }

    [Fact]
    public async Task Log_does_not_say_that_nothing_is_done_yet()
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualClock();
        using var feed = new JobFeed(NullLogger<JobFeed>.Instance, clock);
        var logs = new JobLogs(folder.Path);
        using var recorder = new JobRecorder(feed, logs, clock, NullLogger<JobRecorder>.Instance);
        await recorder.StartAsync(default);
        foreach (var change in (JobChange[])[
            new(7, "backtest", 1, "PENDING"), new(7, "backtest", 1, "RUNNING"), new(7, "backtest", 1, "RUNNING", 0), new(7, "backtest", 1, "RUNNING", 0.004), new(7, "backtest", 1, "RUNNING", 0.5), new(7, "backtest", 1, "COMPLETED", 1),
            new(8, "batch", null, "RUNNING", 0, Message: "1 of 2: ema_cross on BTCUSDT 4h"), new(8, "batch", null, "RUNNING", 0.001, Message: "1 of 2: ema_cross on BTCUSDT 4h")])
        {
            feed.Publish(change);
            clock.Move(JobFeed.Interval);
        }

        Assert.Equal(["Waits in the queue", "Runs", $"{0.5:P0} done", "Completed"], logs.Read(7).Select(l => l.Text));
        Assert.Equal(["Runs, 1 of 2: ema_cross on BTCUSDT 4h"], logs.Read(8).Select(l => l.Text));
    }
}
