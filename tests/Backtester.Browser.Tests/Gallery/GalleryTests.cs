using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Gallery;

/// <summary>Pictures of a portal that has nothing to show yet, or has gone, in artifacts/gallery.</summary>
[Collection(PortalCollection.Name)]
public sealed class GalleryTests(ChromiumBrowser chromium)
{
    [SkippableFact]
    public async Task Empty_portal_and_lost_connection_can_be_pictured()
    {
        var browser = chromium.Browser;
        await using var portal = await PortalProcess.StartAsync();
        await using var visitor = await Visitor.ComeAsync(browser, portal.Address);
        foreach (var (name, address) in new[] { ("dashboard", ""), ("backtests", "backtests"), ("data", "data"), ("jobs", "jobs") })
        {
            await visitor.OpenAsync(address);
            await Pictures.TakeAsync(visitor.Page, $"{name}-empty-desktop-light");
        }

        await portal.KillAsync();
        await Expect(visitor.Page.GetByText("The connection to the server was lost")).ToBeVisibleAsync();
        await Pictures.TakeAsync(visitor.Page, "lost-connection-desktop-light");
    }
}
