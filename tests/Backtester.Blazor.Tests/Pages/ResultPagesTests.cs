using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Pages;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Backtests.Compare;
using Backtester.Blazor.Pages.Batches;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Pages.Recommendations;
using Backtester.Blazor.Pages.WalkForwards;
using Backtester.Blazor.Tests.Api;
using Bunit;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>The pages of what a portal has made: no part of them fails, and each says what is stored.</summary>
public sealed class ResultPagesTests(ApiPortal api) : PortalPages(api)
{
    [Fact]
    public async Task Backtest_shows_its_parts_and_what_can_be_done_with_it()
    {
        var run = await Api.RunAsync(SmallMarket.Spec);
        var page = Open<BacktestResult>($"backtests/{run}", p => p.Add(x => x.Id, run));
        page.WaitForAssertion(() => Assert.Contains("COMPLETED", page.FindAll(".page-head [data-status]").Select(b => b.GetAttribute("data-status"))), Patience);
        Assert.Contains("small", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains($"backtests/new?from={run}", Links(page));
        Assert.Contains("Follow this strategy", page.Find(".page-head .actions").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table tbody tr")), Patience);
        AssertWhole(page);
    }

    [Fact]
    public async Task Search_shows_its_verdict_and_best_sets()
    {
        var id = await MadeAsync("optimize", "optimization_id", SmallMarket.Spec.Replace("\"strategy_params\":{\"fast\":5,\"slow\":20}", "\"parameter_ranges\":{\"fast\":[3,5],\"slow\":[10,20]}", StringComparison.Ordinal));
        var page = Open<OptimizationResult>($"optimizations/{id}", p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Equal("COMPLETED", page.Find("[data-status]").GetAttribute("data-status")), Patience);
        Assert.Contains($"walkforwards/new?from={id}", Links(page));
        Assert.Contains($"crossvalidations/new?from={id}", Links(page));
        AssertWhole(page);

        var list = Open<OptimizationList>("optimizations");
        list.WaitForAssertion(() => Assert.Contains($"optimizations/{id}", Links(list)), Patience);
        AssertWhole(list);
    }

    [Fact]
    public async Task Walk_forward_shows_its_windows_tiles_and_curve()
    {
        var id = await MadeAsync("walkforward", "walkforward_id", WalkForwardRoutesTests.Spec);
        var page = Open<WalkForwardResult>($"walkforwards/{id}", p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("#windows tbody tr").Count), Patience);
        Assert.NotEmpty(page.Find("[data-sentence]").TextContent);
        Assert.NotEmpty(page.FindAll(".tile"));
        Assert.Equal(5, page.FindAll(".timeline .traded").Count);
        AssertWhole(page);

        var list = Render<WalkForwardList>();
        list.WaitForAssertion(() => Assert.Equal("5", list.Find($"[data-walk='{id}'] [data-label=Windows]").TextContent), Patience);
    }

    [Fact]
    public async Task Batch_ranks_its_searches()
    {
        var id = await MadeAsync(
            "batch", "batch_id", """{"name":"of two","exchange":"test","symbols":["AAAUSDT"],"timeframes":["1h","2h"],"strategies":[{"strategy":"sma_cross","parameter_ranges":{"fast":[3,5],"slow":[10,20]}}]}""");
        var page = Open<BatchResult>($"batches/{id}", p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Equal(["1", "2"], page.FindAll("#league tbody td:first-child").Select(c => c.TextContent)), Patience);
        Assert.Equal("of two", page.Find("h1").TextContent);
        Assert.Contains($"batches/new?clone={id}", Links(page));
        Assert.All(page.FindAll("#league [data-status]"), s => Assert.Equal("COMPLETED", s.GetAttribute("data-status")));

        var list = Render<BatchList>();
        list.WaitForAssertion(() => Assert.Equal("2", list.Find($"[data-batch='{id}'] [data-label=Searches]").TextContent), Patience);
    }

    [Fact]
    public async Task Comparison_shows_its_four_parts_and_refuses_what_it_cannot_compare()
    {
        var first = await Api.RunAsync(SmallMarket.Spec);
        var second = await Api.RunAsync(SmallMarket.Spec.Replace("\"fast\":5", "\"fast\":6", StringComparison.Ordinal));
        var page = Open<ComparePage>($"backtests/compare?ids={first},{second}");
        page.WaitForElement("[data-setting='strategy_params.fast']", Patience);
        Assert.Equal(2, page.FindAll(".run-legend li").Count);
        AssertWhole(page);

        var refused = Open<ComparePage>($"backtests/compare?ids={first},999");
        refused.WaitForElement("[role=alert] li", Patience);
        Assert.Contains("Nothing to compare yet", Open<ComparePage>("backtests/compare").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_shows_the_latest_runs_and_the_state_of_the_data()
    {
        var run = await Api.RunAsync(SmallMarket.Spec);
        var page = Open<Dashboard>("");
        page.WaitForElement($"[data-run='{run}']", Patience);
        Assert.Contains("Recorded series", page.Markup, StringComparison.Ordinal);
        AssertWhole(page);
    }

    [Fact]
    public void Nothing_to_answer_and_nothing_judged_are_said()
    {
        var list = Open<RecommendationList>("recommendations");
        list.WaitForAssertion(() => Assert.Contains("No recommendation waits for your answer", list.Markup, StringComparison.Ordinal), Patience);
        var record = Open<RecordPage>("recommendations/record");
        record.WaitForAssertion(() => Assert.Contains("Nothing is judged yet", record.Markup, StringComparison.Ordinal), Patience);
    }

    private static IEnumerable<string?> Links<T>(IRenderedComponent<T> page)
        where T : IComponent => page.FindAll("a").Select(a => a.GetAttribute("href"));

    /// <summary>No part of the page has failed.</summary>
    private static void AssertWhole<T>(IRenderedComponent<T> page)
        where T : IComponent => Assert.Empty(page.FindAll("[role=alert]").Select(a => a.TextContent));

    /// <summary>Submits a document and waits until what it makes is complete.</summary>
    private async Task<long> MadeAsync(string kind, string name, string spec)
    {
        using var answer = await Api.PostAsync($"/api/backtest/{kind}", spec);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(name).GetInt64();
        using var patience = new CancellationTokenSource(Patience);
        while ((await Api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/{kind}/{id}", patience.Token)).GetProperty("status").GetString() is "PENDING" or "RUNNING")
        {
            await Task.Delay(50, patience.Token);
        }

        return id;
    }
}
