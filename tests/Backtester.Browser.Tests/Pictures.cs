using Backtester.TestSupport;
using Microsoft.Playwright;

namespace Backtester.Browser.Tests;

/// <summary>Pictures of whole pages in artifacts/gallery, for people to look at.</summary>
internal static class Pictures
{
    private static readonly string Folder = RepositoryFiles.PathOf("artifacts/gallery");

    /// <summary>Takes a picture of a page from its top: what sticks to the window would stand in the middle of a page that was scrolled.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        var path = Path.Combine(Folder, name + ".png");
        await page.EvaluateAsync("() => scrollTo({ top: 0, behavior: 'instant' })");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        Assert.True(new FileInfo(path).Length > 5_000, $"{path} is blank");
    }
}
