using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>The theme that a person chooses.</summary>
[Collection(PortalCollection.Name)]
public sealed class ThemeTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Theme_switch_changes_at_once_and_is_remembered()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address, theme: ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark theme" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        Assert.NotEqual(dark, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));

        // Set before the first paint: the attribute stands when the body has not been read yet.
        await page.AddInitScriptAsync("new MutationObserver((_, o) => { if (document.body) { window.themeAtBody = document.documentElement.dataset.theme; o.disconnect(); } }).observe(document, { childList: true, subtree: true });");
        await visitor.OpenAsync("backtests");
        Assert.Equal("light", await page.EvaluateAsync<string>("window.themeAtBody"));
    }
}
