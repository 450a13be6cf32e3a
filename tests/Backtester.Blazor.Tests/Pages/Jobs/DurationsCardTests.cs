using Backtester.Blazor.Jobs;
using Backtester.Blazor.Pages.Jobs;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Jobs;

public sealed class DurationsCardTests : BunitContext
{
    [Fact]
    public void Durations_of_completed_jobs_are_told_by_kind_the_latest_at_the_right()
    {
        var card = Render<DurationsCard>(p => p.Add(c => c.Jobs,
        [
            Job(5, "backtest", "COMPLETED", 40), Job(4, "backtest", "FAILED", 500), Job(3, "backtest", "COMPLETED", 10), Job(2, "backtest", "COMPLETED", 20), Job(1, "fetch", "CANCELLED", 3),
        ]));
        var row = Assert.Single(card.FindAll("tbody tr"));
        Assert.Equal(["Backtest", "3", "20 s", "40 s", "40 s"], row.Children.Take(5).Select(c => c.TextContent));
        Assert.Equal(["12", "6", "24"], row.QuerySelectorAll("rect").Select(r => r.GetAttribute("height")));
    }

    [Fact]
    public void Jobs_below_a_second_are_told_apart()
    {
        var fast = new[] { 400, 40, 200 }.Select((ms, i) => Job(3 - i, "walkforward", "COMPLETED", 0) with { FinishedAtMs = ms });
        var card = Render<DurationsCard>(p => p.Add(c => c.Jobs, [.. fast]));
        Assert.Equal(["Walk-forward", "3", "0.2 s", "0.4 s", "0.4 s"], card.Find("tbody tr").Children.Take(5).Select(c => c.TextContent));
        Assert.Equal(["0.2 s", "40 ms", "0.4 s"], card.FindAll("rect title").Select(t => t.TextContent));
        Assert.Equal("From 40 ms to 0.4 s", card.Find("svg").GetAttribute("aria-label"));
    }

    private static JobView Job(long id, string kind, string status, int seconds) => new(id, kind, null, "a job", status, 1, null, null, 0, 0, seconds * 1000L);
}
