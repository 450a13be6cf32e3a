using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>A backtest from the first tap to a trade's story, on a phone.</summary>
[Collection(PortalCollection.Name)]
public sealed class PhoneTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Backtest_is_made_read_and_found_again_on_a_phone()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address, width: 390, height: 844);
        var page = visitor.Page;
        await visitor.OpenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New backtest" }).First.ClickAsync();
        await Expect(visitor.Heading("New backtest")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("On the phone");
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator("#document")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("On the phone", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await visitor.ChartAsync();
        // What is written into the address alone moves nothing: the next page of the table is where this one was.
        await page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Page 2 of")).ToBeInViewportAsync();
        await page.Locator("#trades tbody button").First.ClickAsync();
        await Expect(page.Locator("#trade-story")).ToBeVisibleAsync();
        await Expect(page.Locator(".chart")).ToBeInViewportAsync(new() { Ratio = 0.9f });

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Backtests" }).ClickAsync();
        var row = page.Locator("tr[data-run]").Filter(new() { HasText = "On the phone" });
        await Expect(row.Locator("[data-status=COMPLETED]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(row.Locator("td[data-label=ROI]")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, "the list scrolls sideways");
        visitor.AssertNoComplaints();
    }
}
