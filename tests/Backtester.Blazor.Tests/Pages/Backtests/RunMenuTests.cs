using Backtester.Blazor.Charts;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Backtests;

/// <summary>The menus of a result: its files, the lines of its chart, the runs to compare it with.</summary>
public sealed class RunMenuTests : BunitContext
{
    private static readonly ChartLine[] Lines =
    [
        new("sma(close, 5)", "Average of 5", "price", "", OfStrategy: true, Shown: true),
        new("rsi(close, 14)", "Strength", "pane", "rsi", OfStrategy: true, Shown: true),
        new("ema(close, 50)", "Slow average", "price", "", OfStrategy: false, Shown: false),
    ];

    [Fact]
    public void Each_file_is_named_after_the_run_and_of_its_kind()
    {
        var links = Render<ExportMenu>(p => p.Add(m => m.RunId, 7)).FindAll("a");
        Assert.Equal(
            [
                ("api/backtest/results/7/report.html", ""),
                ("api/backtest/results/7?equity=full", "backtest-7.json"),
                ("api/backtest/results/7/report", "backtest-7-report.json"),
                ("api/backtest/results/7/trades.csv", ""),
            ],
            links.Select(l => (l.GetAttribute("href"), l.GetAttribute("download"))));
        Assert.All(links, l => Assert.NotEmpty(l.QuerySelector("small")!.TextContent));
    }

    [Fact]
    public void Lines_are_grouped_by_where_they_come_from_and_the_chosen_are_counted_and_ticked()
    {
        var picker = Picker(["sma(close, 5)", "ema(close, 50)"]);
        Assert.Equal(["Of the strategy, on the price", "Of the strategy, in panes", "For every run", "Volume"], picker.FindAll("legend").Select(l => l.TextContent));
        Assert.Equal("2", picker.Find("summary .muted").TextContent);
        Assert.Equal([true, false, true, false], picker.FindAll("input").Select(i => i.HasAttribute("checked")));
        Assert.Contains("Average of 5", picker.Find("label small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_without_lines_is_left_out() =>
        Assert.Equal(["Volume"], Render<ChartLinePicker>(p => p.Add(c => c.Lines, []).Add(c => c.Chosen, [])).FindAll("legend").Select(l => l.TextContent));

    [Fact]
    public void Line_is_added_behind_the_chosen_ones_or_taken_out()
    {
        IReadOnlyCollection<string> chosen = [];
        bool? profile = null;
        var picker = Render<ChartLinePicker>(p => p.Add(c => c.Lines, Lines).Add(c => c.Chosen, ["sma(close, 5)"]).Add(c => c.Profile, true)
            .Add(c => c.OnChosen, lines => chosen = lines).Add(c => c.OnProfile, on => profile = on));
        picker.FindAll("input")[2].Change(true);
        Assert.Equal(["sma(close, 5)", "ema(close, 50)"], chosen);
        picker.FindAll("input")[0].Change(false);
        Assert.Empty(chosen);
        Assert.True(picker.FindAll("input")[3].HasAttribute("checked"));
        picker.FindAll("input")[3].Change(false);
        Assert.False(profile);
    }

    [Fact]
    public void Runs_to_compare_with_are_read_once_when_the_menu_opens_the_nearest_first()
    {
        var runs = new StubBacktests(
            StubBacktests.Run(1) with { Strategy = "rsi_reversion", Symbols = ["ETHUSDT"], Timeframe = "4h", Name = "nothing alike" },
            StubBacktests.Run(2) with { Strategy = "rsi_reversion", Name = "same market", Roi = 3.5 },
            StubBacktests.Run(3) with { Name = "alike" },
            StubBacktests.Run(7));
        var menu = Menu(runs);
        Assert.Empty(runs.Queries);
        Assert.NotEmpty(menu.FindAll(".skeleton"));

        menu.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal(["backtests/compare?ids=7,3", "backtests/compare?ids=7,2", "backtests/compare?ids=7,1"], menu.FindAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("#2 · ", menu.FindAll("a small")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("BTCUSDT · 1h · ROI +3.50\u202F%", menu.FindAll("a small")[1].TextContent, StringComparison.Ordinal);

        menu.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal("COMPLETED", Assert.Single(runs.Queries).Status);
    }

    [Fact]
    public void Eight_runs_are_offered_at_most()
    {
        var menu = Menu(new StubBacktests([.. Enumerable.Range(8, 20).Select(i => StubBacktests.Run(i))]));
        menu.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal(8, menu.FindAll("a").Count);
    }

    [Fact]
    public void Only_run_has_none_to_compare_with()
    {
        var menu = Menu(new StubBacktests(StubBacktests.Run(7)));
        menu.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal("There is no other finished backtest yet.", menu.Find("p").TextContent);
        Assert.Empty(menu.FindAll("a"));
    }

    private IRenderedComponent<ChartLinePicker> Picker(IReadOnlyList<string> chosen) => Render<ChartLinePicker>(p => p.Add(c => c.Lines, Lines).Add(c => c.Chosen, chosen));

    private IRenderedComponent<CompareWith> Menu(StubBacktests runs)
    {
        Services.AddSingleton<IBacktestService>(runs);
        return Render<CompareWith>(p => p.Add(c => c.Run, StubBacktests.Run(7)));
    }
}
