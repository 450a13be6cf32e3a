using Backtester.Blazor.Jobs;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

public sealed class LiveRunsTests
{
    [Fact]
    public void Curve_of_a_long_run_stays_small_and_spans_it_from_the_first_report_to_the_last()
    {
        var clock = new ManualClock();
        var live = new LiveRuns(clock);
        for (var i = 0; i <= 5_000; i++)
        {
            live.Report(3, new RunProgress(i * 100L, 500_000, 10_000 + i, i / 10), etaSeconds: 5_000 - i);
            clock.Move(TimeSpan.FromMilliseconds(10));
        }

        var state = live.Find(3)!;
        Assert.InRange(state.Curve.Count, LiveRun.MostPoints / 2, LiveRun.MostPoints + 1);
        Assert.Equal(new LivePoint(0, 10_000), state.Curve[0]);
        Assert.Equal(new LivePoint(1, 15_000), state.Curve[^1]);
        Assert.Equal(state.Curve.OrderBy(p => p.Share), state.Curve);
        Assert.Equal((500_000L, 500, 15_000d, 0d), (state.Done, state.Trades, state.Equity, state.EtaSeconds));
        Assert.Equal(10_000, state.BarsPerSecond, 1);

        live.End(3);
        Assert.Null(live.Find(3));
    }

    [Fact]
    public void Pace_is_unknown_until_bars_were_done()
    {
        var live = new LiveRuns(new ManualClock());
        live.Report(1, new RunProgress(0, 10, 100, 0), etaSeconds: null);
        Assert.True(double.IsNaN(live.Find(1)!.BarsPerSecond));
        Assert.Null(live.Find(2));
    }

    [Fact]
    public void Estimate_says_where_it_comes_from()
    {
        var pace = new RunPace();
        Assert.Equal(new RunEstimate(1, "an estimate; nothing was measured yet"), pace.Estimate("a", (long)RunPace.BarsPerSecondAtFirst));
        pace.Take("a", 10, TimeSpan.FromSeconds(10));
        pace.Take("a", 100_000, TimeSpan.FromSeconds(1));
        Assert.Equal(new RunEstimate(2, "measured with this strategy"), pace.Estimate("a", 200_000));
        Assert.Equal(new RunEstimate(2, "measured with other strategies"), pace.Estimate("b", 200_000));
    }
}
