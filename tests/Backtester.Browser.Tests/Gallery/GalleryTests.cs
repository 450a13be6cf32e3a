using Backtester.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Gallery;

/// <summary>Pictures of every page for people to look at, in artifacts/gallery.</summary>
[Collection(PortalCollection.Name)]
public sealed class GalleryTests(ChromiumBrowser chromium, FilledPortal filled)
{
    private static readonly string Folder = RepositoryFiles.PathOf("artifacts/gallery");

    [SkippableTheory]
    [InlineData("desktop", 1440, 900, ColorScheme.Light)]
    [InlineData("desktop", 1440, 900, ColorScheme.Dark)]
    [InlineData("phone", 390, 844, ColorScheme.Light)]
    [InlineData("phone", 390, 844, ColorScheme.Dark)]
    public async Task Every_page_can_be_pictured(string device, int width, int height, ColorScheme theme)
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address, width, height, theme);
        foreach (var page in GalleryPages.Of(filled))
        {
            await visitor.OpenAsync(page.Address);
            await page.ReadyAsync(visitor);
            await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
            await PictureAsync(visitor, $"{page.Name}-{device}-{theme}");
        }
    }

    [SkippableFact]
    public async Task Empty_portal_and_lost_connection_can_be_pictured()
    {
        var browser = chromium.Browser;
        await using var portal = await PortalProcess.StartAsync();
        await using var visitor = await Visitor.ComeAsync(browser, portal.Address);
        foreach (var (name, address) in new[] { ("dashboard", ""), ("backtests", "backtests"), ("data", "data"), ("jobs", "jobs") })
        {
            await visitor.OpenAsync(address);
            await PictureAsync(visitor, $"{name}-empty-desktop-Light");
        }

        await portal.KillAsync();
        await Expect(visitor.Page.GetByText("The connection to the server was lost")).ToBeVisibleAsync();
        await PictureAsync(visitor, "lost-connection-desktop-Light");
    }

    private static async Task PictureAsync(Visitor visitor, string name)
    {
        var path = Path.Combine(Folder, name.ToLowerInvariant() + ".png");
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        Assert.True(new FileInfo(path).Length > 5_000, $"{path} is blank");
    }
}
