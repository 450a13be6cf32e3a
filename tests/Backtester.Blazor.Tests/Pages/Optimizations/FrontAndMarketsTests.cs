using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Optimizations.Result;
using Backtester.Core.Optimization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Optimizations;

public sealed class FrontAndMarketsTests : BunitContext
{
    private static readonly Dictionary<string, double> Parameters = new() { ["fast"] = 1, ["slow"] = 2 };

    [Fact]
    public void Front_is_marked_and_its_sets_open()
    {
        var fronts = new SearchFronts(["roi", "max_drawdown_percentage"], [new(3, Parameters, 24, [20, 8], 0), new(1, Parameters, 14, [10, 5], 0), new(0, Parameters, 12, [9, 6], 1)]);
        Services.GetRequiredService<NavigationManager>().NavigateTo("optimizations/7?tab=front&fx=0&fy=1");
        var opened = -1;
        var tab = Render<FrontTab>(p => p.Add(t => t.Data, SampleSearch.Data()).Add(t => t.Fronts, fronts).Add(t => t.OnOpen, row => opened = row));

        Assert.Equal(["3", "1"], tab.FindAll("#front tr[data-set]").Select(r => r.GetAttribute("data-set")));
        Assert.Equal(2, tab.Find("path.marked").GetAttribute("d")!.Count(c => c == 'M'));
        Assert.Equal(1, tab.Find("path.faint").GetAttribute("d")!.Count(c => c == 'M'));
        Assert.StartsWith("Max drawdown against ROI of 3 sets. 2 of 3 sets", tab.Find(".drawing").GetAttribute("aria-label"), StringComparison.Ordinal);
        tab.Find("[data-set='1'] button").Click();
        Assert.Equal(1, opened);
        tab.Find("#front-x").Change("1");
        Assert.Contains("fx=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_on_several_markets_opens_on_the_one_that_is_chosen()
    {
        var metrics = Trial.MetricNames.ToDictionary(name => name, _ => 2.0);
        var trial = new Trial(3, [], Parameters) { Metrics = metrics, Score = 1, Markets = [new("BTCUSDT", "1h", 2, metrics, null), new("BTCUSDT", "4h", double.NaN, metrics, "0 trades, at least 1 are asked for")] };
        var data = SampleSearch.Data() with { Markets = ["BTCUSDT 1h", "BTCUSDT 4h"] };
        string? opened = null;
        var card = Render<MarketsCard>(p => p.Add(c => c.Data, data).Add(c => c.Trial, trial).Add(c => c.Aggregate, "worst").Add(c => c.OnOpen, market => opened = market));

        Assert.Contains("the worst of them", card.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("0 trades", card.Find("[data-market='BTCUSDT 4h']").TextContent, StringComparison.Ordinal);
        card.Find("[data-market='BTCUSDT 4h'] button").Click();
        Assert.Equal("BTCUSDT 4h", opened);
        Assert.Equal("backtests/new?search=7&set=3&market=BTCUSDT%201h", card.Find("[data-market='BTCUSDT 1h'] a").GetAttribute("href"));

        // Neither table nor map can know on which market "use" would mean.
        var tab = Render<SetsTab>(p => p.Add(t => t.Data, data));
        Assert.Empty(tab.FindAll("#sets a"));
        Assert.Equal("Markets of set 1", tab.Find("[data-set='1'] button").GetAttribute("aria-label"));
    }
}
