using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Gallery;

/// <summary>
/// What holds on every page, on a desk and on a phone, in both themes: axe-core finds nothing, nothing scrolls sideways, the console is
/// silent. Each page is opened once on each device, for opening and preparing it takes longer than looking; what is seen is pictured into
/// artifacts/gallery for people to look at.
/// </summary>
[Collection(PagesCollection.Name)]
public sealed class EveryPageTests(FilledPortal filled, EveryPageVisitors visitors) : IClassFixture<EveryPageVisitors>
{
    /// <summary>The rule that a theme decides: all others are about the same document, which the light theme was asked for.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    /// <summary>The names of the pages; no portal has to run for them.</summary>
    public static TheoryData<string> Names => [.. GalleryPages.Of(new FilledPortal()).Select(p => p.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task A_page_is_accessible_in_both_themes_fits_a_phone_and_can_be_pictured(string name)
    {
        var page = GalleryPages.Of(filled).Single(p => p.Name == name);
        await Task.WhenAll(OnTheDeskAsync(page), OnThePhoneAsync(page));
    }

    private async Task OnTheDeskAsync(GalleryPage page)
    {
        var visitor = await visitors.DeskAsync(filled.Portal.Address);
        await LightAsync(visitor);
        await OpenAsync(visitor, page);
        var violations = (await visitor.Page.RunAxe()).Violations.Select(v => Told("light", v)).ToList();
        await Pictures.TakeAsync(visitor.Page, $"{page.Name}-desktop-light");

        await DarkAsync(visitor);
        violations.AddRange((await visitor.Page.RunAxe(Colours)).Violations.Select(v => Told("dark", v)));
        await Pictures.TakeAsync(visitor.Page, $"{page.Name}-desktop-dark");
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
        AssertSilence(visitor, page);
    }

    private async Task OnThePhoneAsync(GalleryPage page)
    {
        var visitor = await visitors.PhoneAsync(filled.Portal.Address);
        await LightAsync(visitor);
        await OpenAsync(visitor, page);
        var width = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= EveryPageVisitors.PhoneWidth, $"{page.Name} is {width} px wide on a screen of {EveryPageVisitors.PhoneWidth} px");
        await Pictures.TakeAsync(visitor.Page, $"{page.Name}-phone-light");
        await DarkAsync(visitor);
        await Pictures.TakeAsync(visitor.Page, $"{page.Name}-phone-dark");
        await Expect(visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Jobs" })).ToBeInViewportAsync();
        AssertSilence(visitor, page);
    }

    private static async Task OpenAsync(Visitor visitor, GalleryPage page)
    {
        visitor.ForgetComplaints();
        await visitor.OpenAsync(page.Address);
        await page.ReadyAsync(visitor);
        await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
    }

    private static Task LightAsync(Visitor visitor) => ThemeAsync(visitor, ColorScheme.Light);

    private static Task DarkAsync(Visitor visitor) => ThemeAsync(visitor, ColorScheme.Dark);

    /// <summary>Changes what the system prefers, which the portal follows.</summary>
    private static async Task ThemeAsync(Visitor visitor, ColorScheme theme)
    {
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        if (visitor.Page.Url.StartsWith(visitor.Address, StringComparison.Ordinal))
        {
            await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme == ColorScheme.Light ? "light" : "dark");
        }
    }

    private static void AssertSilence(Visitor visitor, GalleryPage page)
    {
        // The browser itself notes that this address answers 404, as it should.
        if (page.Name != "not-found")
        {
            visitor.AssertNoComplaints();
        }
    }

    private static string Told(string theme, AxeResultItem violation) =>
        $"{theme}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(n => n.Html))}";
}
