using System.Text.RegularExpressions;
using Backtester.ExchangeHost;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>Candles from an exchange: fetched, backtested, and a long download that is cancelled.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class FetchTests(ChromiumBrowser chromium)
{
    // 2024-04-30T12:34:56Z
    private const long Now = 1_714_480_496_000;

    [SkippableFact]
    public async Task Candles_are_fetched_and_backtested_and_a_long_download_is_cancelled_and_keeps_what_it_has()
    {
        var browser = chromium.Browser;
        await using var exchange = await ExchangeServer.StartAsync(new ExchangeServerOptions { NowMs = () => Now, HoleShare = 0, Latency = TimeSpan.FromMilliseconds(30) });
        await using var portal = await PortalProcess.StartAsync("--Exchanges:Binance:BaseAddress", exchange.Address.ToString());
        await using var visitor = await Visitor.ComeAsync(browser, portal.Address);
        var page = visitor.Page;

        await visitor.OpenAsync("data");
        await FetchAsync(page, "1h", "2024-01-01", "2024-03-31");
        await Expect(page.Locator("section[aria-labelledby=downloads-title] [data-status=COMPLETED]")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        // 91 days of hours.
        await Expect(page.Locator("section[aria-labelledby=recorded-title] tbody tr")).ToContainTextAsync("2,184");
        await page.GetByRole(AriaRole.Link, new() { Name = "Backtest on binance BTCUSDT 1h" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "BTCUSDT" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        // Four years of minutes take a while: time to change one's mind, on another page.
        await visitor.OpenAsync("data");
        await FetchAsync(page, "1m", "2020-01-01", "");
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs", Exact = true }).First.ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=active-title] [role=progressbar]")).ToHaveAttributeAsync("aria-valuenow", Begun(), new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel " }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=history-title] [data-status=CANCELLED]")).ToHaveCountAsync(1);
        await Expect(page.GetByText("Nothing is running")).ToBeVisibleAsync();
        await visitor.OpenAsync("data");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Backtest on binance BTCUSDT 1m" })).ToBeVisibleAsync();
        visitor.AssertNoComplaints();
    }

    /// <summary>A hundredth and more.</summary>
    [GeneratedRegex("^[1-9]")]
    private static partial Regex Begun();

    /// <summary>Fills in the form of the Data page, one timeframe alone, and submits it.</summary>
    private static async Task FetchAsync(IPage page, string timeframe, string first, string last)
    {
        await page.GetByLabel("Symbols", new() { Exact = true }).FillAsync("BTCUSDT");
        await page.GetByLabel("First day").FillAsync(first);
        await page.GetByLabel("Last day").FillAsync(last);
        foreach (var offered in (string[])["1h", "1m"])
        {
            await page.GetByRole(AriaRole.Checkbox, new() { Name = offered, Exact = true }).SetCheckedAsync(offered == timeframe);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Fetch", Exact = true }).ClickAsync();
    }
}
