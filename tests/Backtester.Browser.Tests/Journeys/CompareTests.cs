using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>From the list of runs to their comparison, and what a person writes on a run.</summary>
[Collection(PortalCollection.Name)]
public sealed class CompareTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Two_runs_are_chosen_in_the_list_and_compared()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("backtests?status=COMPLETED");
        await page.GetByLabel("Compare Trend on hours", new() { Exact = true }).CheckAsync();
        await Expect(page.GetByText("choose another to compare them")).ToBeVisibleAsync();
        await page.GetByLabel("Compare Faster trend on hours").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"ids={filled.RunId},{filled.OtherRunId}|ids={filled.RunId}%2C{filled.OtherRunId}", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator("[data-verdict]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-verdict]")).ToContainTextAsync(new Regex("Trend on hours earned .* a day (?:more|less) than Faster trend on hours", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".drawing polyline")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-compared=sharpe_ratio] .best-mark")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-setting='strategy_params.fast']")).ToContainTextAsync("20");
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Run_is_tagged_found_by_its_tag_deleted_and_brought_back()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"backtests/{filled.EmptyRunId}");
        var notes = page.Locator("section[aria-labelledby=notes-title]");
        await notes.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Tags", new() { Exact = true }).FillAsync("two words");
        await page.GetByLabel("Notes", new() { Exact = true }).FillAsync("The averages are longer than the range.");
        await notes.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(notes.GetByRole(AriaRole.Alert)).ToContainTextAsync("two words");
        await page.GetByLabel("Tags", new() { Exact = true }).FillAsync("odd-one");
        await notes.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await notes.GetByRole(AriaRole.Link, new() { Name = "odd-one" }).ClickAsync();

        await Expect(page.Locator("tr[data-run]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Delete Averages", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Expect(page.Locator("tr[data-run]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator("tr[data-run]")).ToHaveCountAsync(1);
        visitor.AssertNoComplaints();
    }
}
