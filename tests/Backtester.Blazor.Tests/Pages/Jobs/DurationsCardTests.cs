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

    private static JobView Job(long id, string kind, string status, int seconds) => new(id, kind, null, "a job", status, 1, null, null, 0, 0, seconds * 1000L);
}
