using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>The report of a run, saved from its page and opened from the disk without a network.</summary>
[Collection(PortalCollection.Name)]
public sealed class ReportFileTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableTheory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Saved_report_opens_offline_and_asks_for_nothing(int width)
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        await visitor.OpenAsync($"backtests/{filled.RunId}");
        await visitor.Page.Locator("summary").Filter(new() { HasText = "Export" }).ClickAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "HTML report" }).ClickAsync());
        var folder = Directory.CreateTempSubdirectory("backtester-report-");
        try
        {
            var file = Path.Combine(folder.FullName, download.SuggestedFilename);
            await download.SaveAsAsync(file);
            await using var context = await chromium.Browser.NewContextAsync(new() { Offline = true, ViewportSize = new() { Width = width, Height = 900 } });
            var (asked, complaints) = (new List<string>(), new List<string>());
            var page = await context.NewPageAsync();
            page.Request += (_, request) => asked.Add(request.Url);
            page.Console += (_, message) => complaints.Add(message.Text);
            await page.GotoAsync(new Uri(file).AbsoluteUri);

            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Trend on hours" })).ToBeVisibleAsync();
            await Expect(page.Locator("polyline.equity")).ToBeVisibleAsync();
            await Expect(page.Locator("[data-part=months] tbody tr")).ToHaveCountAsync(2);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
            Assert.Equal([new Uri(file).AbsoluteUri], asked);
            Assert.Empty(complaints);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
