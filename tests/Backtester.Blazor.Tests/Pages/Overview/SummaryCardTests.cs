using Backtester.Blazor.Overview;
using Backtester.Blazor.Pages.Overview;
using Backtester.Core.Market;
using Backtester.Persistence;
using Backtester.Persistence.Summaries;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Overview;

public sealed class SummaryCardTests : BunitContext
{
    private static readonly StoredSummary Stored = new(
        new Dictionary<WorkStatus, int> { [WorkStatus.Pending] = 1, [WorkStatus.Running] = 0, [WorkStatus.Completed] = 12, [WorkStatus.Failed] = 0 },
        [new RunGroup("sma_cross", 12, new(10, 4), new(2, 1.5), new(60, 50), 7)],
        [new RunGroup("ETHUSDT", 3, new(null, null), new(null, null), new(null, null), null)],
        [],
        [new OutOfSampleScore("ema_cross", 3, new(5, -3), new(0.9, 0.7), 4)],
        2);

    [Fact]
    public void Statuses_that_occur_have_a_tile_that_leads_to_their_runs()
    {
        var card = Render<StatusCard>(p => p.Add(c => c.Summary, Stored));
        Assert.Equal(["PENDING", "COMPLETED"], card.FindAll("[data-status-count]").Select(t => t.GetAttribute("data-status-count")));
        Assert.Equal("backtests?status=PENDING", card.Find("[data-status-count=PENDING] a").GetAttribute("href"));
        Assert.Equal("2", card.Find("[data-recommendations] .tile-value").TextContent);
    }

    [Fact]
    public void Groups_change_with_the_button_and_link_to_their_runs()
    {
        var chosen = "";
        var card = Render<InSampleCard>(p => p.Add(c => c.Summary, Stored).Add(c => c.OnBy, by => chosen = by));
        Assert.Contains("in sample", card.Find("h2").TextContent, StringComparison.Ordinal);
        var cells = card.FindAll("[data-group=sma_cross] td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["12", "+4.00\u202F%", "+10.00\u202F%", "1.50", "2.00", "50.0\u202F%", "60.0\u202F%"], cells[1..]);
        Assert.Equal(["backtests?strategy=sma_cross&sort=roi&desc=true", "backtests/7"], card.FindAll("[data-group] a").Select(a => a.GetAttribute("href")));

        card.FindAll(".segments button")[1].Click();
        Assert.Equal("symbol", chosen);
        card.Render(p => p.Add(c => c.Summary, Stored).Add(c => c.By, "symbol"));
        Assert.Equal("true", card.FindAll(".segments button")[1].GetAttribute("aria-pressed"));
        Assert.Equal("–", card.FindAll("[data-group=ETHUSDT] td")[3].TextContent.Trim());
    }

    [Fact]
    public void Out_of_sample_scores_are_shown_or_explained()
    {
        var card = Render<OutOfSampleCard>(p => p.Add(c => c.Scores, Stored.OutOfSample));
        Assert.Equal(["3", "−3.00\u202F%", "+5.00\u202F%", "0.70"], card.FindAll("[data-out-of-sample] td").Skip(1).Select(c => c.TextContent.Trim()));
        Assert.Equal("walkforwards/4", card.Find("[data-out-of-sample] a").GetAttribute("href"));
        Assert.NotNull(Render<OutOfSampleCard>(p => p.Add(c => c.Scores, [])).Find("a[href='walkforwards/new']"));
    }

    [Fact]
    public void Data_names_the_series_that_lack_candles()
    {
        var series = new SeriesInfo(new SeriesKey("test", "AAA", Timeframe.Parse("1h")), 0, 3_600_000, 1, Synthetic: false);
        var card = Render<DataCard>(p => p.Add(c => c.State, new DataState([new SeriesState(series, 86_400 * 3, 1, true)], 5)));
        Assert.Contains("3 d behind, 1 candle missing", card.Find("[data-noted] li").TextContent, StringComparison.Ordinal);
        Assert.Contains("complete and up to date", Render<DataCard>(p => p.Add(c => c.State, new DataState([new SeriesState(series, 0, 0, false)], 5))).Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing is recorded yet", Render<DataCard>(p => p.Add(c => c.State, new DataState([], 5))).Markup, StringComparison.Ordinal);
    }
}
