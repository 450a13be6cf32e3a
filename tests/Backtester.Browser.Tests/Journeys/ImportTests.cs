using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>Candles of one's own: import on the Data page, then a backtest on them.</summary>
[Collection(PortalCollection.Name)]
public sealed class ImportTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Imported_csv_can_be_backtested_at_once()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("data");
        await page.Locator("#i-exchange").FillAsync("mine");
        await page.Locator("#i-symbol").FillAsync("gold/usd");
        await page.Locator("#i-timeframe").SelectOptionAsync("1d");
        await ChooseAsync(page, Wave(400));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Read 400 candles from candles.csv: 400 new, 0 changed.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Backtest on mine GOLDUSD 1d" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "GOLDUSD" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("Synthetic data")).ToHaveCountAsync(0);
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Broken_csv_lists_its_problems_and_stores_nothing()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("data");
        await page.Locator("#i-exchange").FillAsync("broken");
        await page.Locator("#i-symbol").FillAsync("XYZ");
        await page.Locator("#i-timeframe").SelectOptionAsync("1d");
        await ChooseAsync(page, Wave(5) + "1700000000000,1,2,abc,1,1\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was stored.");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("abc");
        await visitor.OpenAsync("data");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "broken", Exact = true })).ToHaveCountAsync(0);
    }

    private static Task ChooseAsync(IPage page, string csv) => page.Locator("#i-file").SetInputFilesAsync(
        new FilePayload { Name = "candles.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });

    // Days from 2023-01-01 whose close swings by a sine: enough crossings for trades.
    private static string Wave(int days)
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < days; i++)
        {
            var (open, close) = (100 + (20 * Math.Sin((i - 1) / 15.0)), 100 + (20 * Math.Sin(i / 15.0)));
            text.AppendLine(string.Join(',', new[] { 1_672_531_200_000 + (i * 86_400_000L), open, Math.Max(open, close) + 1, Math.Min(open, close) - 1, close, 10 }
                .Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
        }

        return text.ToString();
    }
}
