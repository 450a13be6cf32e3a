using Backtester.Blazor.Jobs;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Strategies;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class BacktestListTests : BunitContext
{
    private readonly StubBacktests _runs = new([.. Enumerable.Range(1, 60).Select(i => StubBacktests.Run(i, i == 60 ? "FAILED" : "COMPLETED", i == 1 ? ["btc"] : []))]);

    public BacktestListTests()
    {
        Services.AddSingleton<IBacktestService>(_runs);
        Services.AddSingleton<IStrategyLibrary>(new StrategyLibrary());
        Services.AddSingleton(new JobFeed(NullLogger<JobFeed>.Instance));
        var toasts = new ToastService();
        Services.AddSingleton(toasts);

        // Given, not made: the container would have to dispose it asynchronously.
        Services.AddSingleton(new RunDeletion(_runs, toasts));
    }

    [Fact]
    public void Address_becomes_one_query_of_the_database_and_a_page_by_its_number()
    {
        Open("backtests?text=trend&status=COMPLETED&tag=btc&sort=sharpe&desc=true&page=2");
        var list = Render<BacktestList>();
        Assert.Equal(new RunQuery(25, null, "COMPLETED", null, null, "trend", RunSort.SharpeRatio, true, "btc", 25), Assert.Single(_runs.Queries) with { Without = null });
        Assert.Equal(["26", "50"], new[] { list.FindAll("[data-run]")[0], list.FindAll("[data-run]")[^1] }.Select(r => r.GetAttribute("data-run")));
        Assert.Contains("26–50 of 60", list.Find(".pager").TextContent, StringComparison.Ordinal);
        Assert.Equal("btc", list.Find("select[aria-label=Tag]").GetAttribute("value"));
    }

    [Fact]
    public void Page_behind_the_end_shows_the_last_one()
    {
        Open("backtests?page=9");
        Assert.Contains("51–60 of 60", Render<BacktestList>().Find(".pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Chosen_runs_lead_to_their_comparison_and_only_finished_ones_can_be_chosen()
    {
        Open("backtests?page=3");
        var list = Render<BacktestList>();
        Assert.True(list.Find("[data-run='60'] input").HasAttribute("disabled"));
        list.Find("[data-run='52'] input").Change(true);
        Assert.Empty(list.FindAll(".compare-bar a"));
        list.Find("[data-run='51'] input").Change(true);
        Assert.Equal("backtests/compare?ids=52,51", list.Find(".compare-bar a").GetAttribute("href"));
        Assert.Contains("2 chosen", list.Find(".compare-bar").TextContent, StringComparison.Ordinal);
        list.Find(".compare-bar button").Click();
        Assert.Empty(list.FindAll(".compare-bar"));
    }

    [Fact]
    public void Run_is_renamed_in_its_row()
    {
        var list = Render<BacktestList>();
        list.Find("[data-run='1'] [aria-label='Rename run 1']").Click();
        list.Find("[data-run='1'] form input").Change("  better name ");
        list.Find("[data-run='1'] form").Submit();
        Assert.Equal((1L, "better name"), (_runs.Edits[0].Id, _runs.Edits[0].Edit.Name));
        Assert.Null(_runs.Edits[0].Edit.Tags);
        Assert.Equal("backtests?tag=btc", list.Find("[data-run='1'] .tag").GetAttribute("href"));
    }

    [Fact]
    public async Task Deleted_run_is_gone_from_the_page_and_comes_back_when_undone()
    {
        Toast? told = null;
        Services.GetRequiredService<ToastService>().Shown += toast => told = toast;
        var list = Render<BacktestList>();
        list.Find("[data-run='1'] [aria-label='Delete run 1']").Click();
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("[data-run='1']")));

        // The page is full again, and counts what is left.
        Assert.Equal(25, list.FindAll("[data-run]").Count);
        Assert.Contains("1–25 of 59", list.Find(".pager").TextContent, StringComparison.Ordinal);
        Assert.Equal(("Undo", 10.0), (told!.ActionText, told.Seconds));

        await list.InvokeAsync(told.Action!);
        list.WaitForAssertion(() => Assert.Single(list.FindAll("[data-run='1']")));
        Assert.Empty(_runs.Deleted);
    }

    [Fact]
    public void Notes_and_tags_are_edited_and_a_problem_keeps_the_form()
    {
        var (notes, tags, problem) = ("", (IReadOnlyList<string>)[], (string?)"tags: no tag");
        var card = Render<NotesCard>(p => p.Add(c => c.Run, StubBacktests.Run(1, "COMPLETED", "btc") with { Notes = "first line" }).Add(c => c.Save, (n, t) =>
        {
            (notes, tags) = (n, t);
            return Task.FromResult(problem);
        }));
        Assert.Equal("first line", card.Find(".notes").TextContent);
        card.Find("button").Click();
        Assert.Equal("btc", card.Find("#run-tags").GetAttribute("value"));
        card.Find("#run-tags").Change("btc, two words ,");
        card.Find("#run-notes").Change("second");
        card.Find("form").Submit();
        Assert.Equal(["btc", "two words"], tags);
        Assert.Equal("second", notes);
        Assert.Contains("no tag", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        problem = null;
        card.Find("form").Submit();
        Assert.Empty(card.FindAll("form"));
    }

    private void Open(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
