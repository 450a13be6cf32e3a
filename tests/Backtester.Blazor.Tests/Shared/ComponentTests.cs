using Backtester.Blazor.Jobs;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Shared;

public sealed class ComponentTests : BunitContext
{
    [Theory]
    [InlineData("PENDING", "Waiting", "busy")]
    [InlineData("COMPLETED", "Completed", "good")]
    [InlineData("FAILED", "Failed", "bad")]
    public void Status_badge_says_the_status_in_words_and_tone(string status, string text, string tone)
    {
        var badge = Render<StatusBadge>(p => p.Add(b => b.Status, status)).Find(".badge");
        Assert.Equal(text, badge.TextContent);
        Assert.Contains(tone, badge.ClassList);
    }

    [Fact]
    public void Metric_tile_shows_unknown_as_a_dash_without_tone()
    {
        var tile = Render<MetricTile>(p => p.Add(t => t.Name, "roi").Add(t => t.Value, double.NaN).Add(t => t.Note, "no trades"));
        Assert.Equal("–", tile.Find(".tile-value").TextContent);
        Assert.Equal(["tile-value"], tile.Find(".tile-value").ClassList);
        Assert.Equal("no trades", tile.Find(".tile-note").TextContent);
    }

    [Fact]
    public void Metric_tile_signs_a_loss_and_explains_its_formula()
    {
        var tile = Render<MetricTile>(p => p.Add(t => t.Name, "roi").Add(t => t.Value, -12.5));
        Assert.Equal("\u221212.50\u202F%", tile.Find(".tile-value").TextContent);
        Assert.Contains("loss", tile.Find(".tile-value").ClassList);
        Assert.Contains("initial capital", tile.Find("[role=tooltip]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_bar_without_a_known_share_has_no_value()
    {
        var bar = Render<ProgressBar>(p => p.Add(b => b.Label, "x")).Find("[role=progressbar]");
        Assert.Null(bar.GetAttribute("aria-valuenow"));
        bar = Render<ProgressBar>(p => p.Add(b => b.Label, "x").Add(b => b.Value, 0.424)).Find("[role=progressbar]");
        Assert.Equal("42", bar.GetAttribute("aria-valuenow"));
    }

    [Fact]
    public void Pager_turns_pages_and_stops_at_the_ends()
    {
        var asked = 0;
        var pager = Render<Pager>(p => p.Add(x => x.Total, 51).Add(x => x.Page, 2).Add(x => x.Size, 25).Add(x => x.OnPage, page => asked = page));
        Assert.Contains("26–50 of 51", pager.Markup, StringComparison.Ordinal);
        pager.FindAll("button")[1].Click();
        Assert.Equal(3, asked);
        pager = Render<Pager>(p => p.Add(x => x.Total, 51).Add(x => x.Page, 3).Add(x => x.Size, 25));
        Assert.True(pager.FindAll("button")[1].HasAttribute("disabled"));
    }

    [Fact]
    public void Waiting_run_says_so_and_a_running_one_shows_its_numbers()
    {
        var run = Run("PENDING");
        var card = Render<RunProgressCard>(p => p.Add(c => c.Run, run));
        Assert.Contains("Waiting for a free place", card.Markup, StringComparison.Ordinal);
        card = Render<RunProgressCard>(p => p.Add(c => c.Run, run with { Status = "RUNNING" })
            .Add(c => c.Live, new LiveState(500, 1000, 10_250.5, 7, 123_456, 90, [new(0, 10_000), new(0.5, 10_250.5)])));
        Assert.Equal(["Running", "1 min 30 s", "500 of 1,000", "123,456", "7", "10,250.50"], card.FindAll("dd").Select(d => d.TextContent));
        Assert.Equal("0,29 50,1", card.Find("polyline").GetAttribute("points"));
    }

    [Fact]
    public void Run_without_trades_names_the_refusals_or_the_rule()
    {
        var spec = new RunSpec { Symbols = ["BTCUSDT"], Timeframe = Timeframe.Parse("1h"), Strategy = "sma_cross", StrategyParams = new Dictionary<string, double>() };
        var plan = new RunPlan { Spec = spec, Series = [], Range = TimeRange.All, Synthetic = false, SpecText = "{}", Manifest = "", Fingerprint = "f" };
        var detail = new RunDetail { Summary = Run("COMPLETED"), SpecText = "{}", Manifest = "", Plan = plan, Fingerprint = "f" };
        Assert.Contains("never came true", Render<NoTrades>(p => p.Add(n => n.Run, detail.Summary).Add(n => n.Detail, detail)).Markup, StringComparison.Ordinal);
        detail = detail with { Refusals = new Dictionary<string, int> { ["insufficient_cash"] = 1204 } };
        Assert.Contains("Insufficient cash: 1,204", Render<NoTrades>(p => p.Add(n => n.Run, detail.Summary).Add(n => n.Detail, detail)).Markup, StringComparison.Ordinal);
    }

    private static RunSummary Run(string status) => new()
    {
        Id = 1,
        Uuid = Guid.Empty,
        Name = "n",
        Status = status,
        Strategy = "sma_cross",
        Exchange = "x",
        Symbols = ["A"],
        Timeframe = "1h",
        StartMs = 0,
        EndMs = 86_400_000,
        Synthetic = false,
        CreatedAtMs = 0,
    };
}
