using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>What axe-core finds, and what a phone shows, on every page.</summary>
[Collection(PortalCollection.Name)]
public sealed class AccessibilityTests(ChromiumBrowser chromium, FilledPortal filled)
{
    /// <summary>The rule that a theme decides: all others are about the same document, which the light theme was asked for.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_no_violation_on_any_page(ColorScheme theme)
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address, theme: theme);
        var found = new List<string>();
        foreach (var path in GalleryPages.Of(filled))
        {
            await visitor.OpenAsync(path.Address);
            await path.ReadyAsync(visitor);
            var result = await visitor.Page.RunAxe(theme == ColorScheme.Light ? null : Colours);
            found.AddRange(result.Violations.Select(v =>
                $"{path.Name}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [SkippableFact]
    public async Task Phone_width_never_scrolls_sideways_and_keeps_the_navigation_in_reach()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address, width: 390, height: 844);
        foreach (var path in GalleryPages.Of(filled))
        {
            await visitor.OpenAsync(path.Address);
            await path.ReadyAsync(visitor);
            var width = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 390, $"{path.Name} is {width} px wide on a screen of 390 px");
            await Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Jobs" })).ToBeInViewportAsync();
            if (path.Name == "not-found")
            {
                // The browser itself notes that this address answers 404, as it should.
                visitor.ForgetComplaints();
            }
        }

        visitor.AssertNoComplaints();
    }

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
