using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>A batch from the form to its league, and on to the search that leads it.</summary>
[Collection(PortalCollection.Name)]
public sealed class BatchTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Batch_is_counted_refused_without_a_timeframe_run_and_ranked()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"batches/new?clone={filled.BatchId}");
        await Expect(page.Locator("[data-plan]")).ToContainTextAsync("4 searches");

        // 4h goes, and nothing is left; 1d comes.
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "4h", Exact = true }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run batch" }).ClickAsync();
        await Expect(page.Locator("#problems")).ToContainTextAsync("timeframe");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "1d", Exact = true }).CheckAsync();
        await Expect(page.Locator("[data-plan]")).ToContainTextAsync("4 searches");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run batch" }).ClickAsync();

        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#league tbody tr")).ToHaveCountAsync(4);
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Locator("a.active")).ToHaveTextAsync("Optimize");
        await page.Locator("#league tbody a").First.ClickAsync();
        await Expect(page.Locator("#sets tr[data-set]").First).ToBeVisibleAsync();
        visitor.AssertNoComplaints();
    }
}
