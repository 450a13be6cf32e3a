using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>What a new user does in the first minute, on a portal of its own.</summary>
[Collection(PortalCollection.Name)]
public sealed class FirstMinuteTests(ChromiumBrowser chromium)
{
    [SkippableFact]
    public async Task Sample_backtest_takes_one_click_and_survives_reload_and_kill()
    {
        var browser = chromium.Browser;
        await using var portal = await PortalProcess.StartAsync();
        await using var visitor = await Visitor.ComeAsync(browser, portal.Address);
        var page = visitor.Page;

        await visitor.OpenAsync();
        await Expect(page.GetByText("Your first backtest, in a minute")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the sample backtest" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/backtests/[0-9]+$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 60_000 });
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".page-head").GetByText("Synthetic data")).ToBeVisibleAsync();
        await visitor.ChartAsync();
        Assert.True(await PaintedShareAsync(page) > 0.01, "the chart's canvases are blank");

        await SortByProfitAsync(page, descending: true);
        await SortByProfitAsync(page, descending: false);
        Assert.Contains("sort=profit", page.Url, StringComparison.Ordinal);
        var roi = await page.Locator("[data-metric=roi] .tile-value").InnerTextAsync();
        visitor.AssertNoComplaints();

        // The report comes after the page, and puts its intervals into the tiles.
        await Expect(page.Locator("[data-metric=sharpe_ratio] .tile-note").First).ToContainTextAsync("95 %:");
        await page.GetByLabel("By", new() { Exact = true }).SelectOptionAsync("Symbol");
        await Expect(page.Locator("[data-report=breakdown] tbody th")).ToHaveTextAsync(["BTCUSDT"]);
        await page.GetByText("Settings and proof").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Prove it" }).ClickAsync();
        await Expect(page.Locator("[data-prove]")).ToContainTextAsync("Proven");

        await page.ReloadAsync();
        await visitor.AliveAsync();
        await Expect(page.Locator("[data-metric=roi] .tile-value")).ToHaveTextAsync(roi);
        await Expect(page.Locator("#trades th[aria-sort=ascending]")).ToContainTextAsync("P/L");

        // A form notices the restart by itself and shows what was typed, the field in hand included.
        var result = new Uri(page.Url).PathAndQuery.TrimStart('/');
        await visitor.OpenAsync("backtests/new");
        await page.GetByLabel("Initial capital").FillAsync("4321");
        await page.GetByLabel("Initial capital").PressAsync("Tab");
        await Expect(page.Locator("#document")).ToHaveValueAsync(new Regex("4321", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByLabel("Position size").FillAsync("77");
        await page.EvaluateAsync("document.documentElement.dataset.before = 'restart'");
        await portal.KillAsync();
        await Expect(page.GetByText("The connection to the server was lost")).ToBeVisibleAsync();
        await portal.StartAgainAsync();
        await Expect(page.Locator("html[data-before]")).ToHaveCountAsync(0, new() { Timeout = 45_000 });
        await visitor.AliveAsync();
        visitor.ForgetComplaints();
        await Expect(page.GetByLabel("Initial capital")).ToHaveValueAsync("4321");
        await Expect(page.GetByLabel("Position size")).ToHaveValueAsync("77");
        await visitor.OpenAsync(result);
        await Expect(page.Locator("[data-metric=roi] .tile-value")).ToHaveTextAsync(roi);
        await page.GetByRole(AriaRole.Link, new() { Name = "Backtests", Exact = true }).First.ClickAsync();
        await Expect(page.Locator("tr[data-run] [data-status=COMPLETED]")).ToHaveCountAsync(1);
        visitor.AssertNoComplaints();
    }

    private static async Task SortByProfitAsync(IPage page, bool descending)
    {
        await page.Locator("#trades").GetByRole(AriaRole.Button, new() { Name = "P/L", Exact = true }).ClickAsync();
        await Expect(page.Locator($"#trades th[aria-sort={(descending ? "descending" : "ascending")}]")).ToContainTextAsync("P/L");
        var profits = (await page.Locator("#trades td[data-column=profit]").AllInnerTextsAsync())
            .Select(text => double.Parse(text.Replace('\u2212', '-').TrimStart('+'), NumberStyles.Number, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(profits.Length > 5, $"only {profits.Length} trades");
        Assert.Equal(descending ? profits.OrderDescending() : profits.Order(), profits);
    }

    // The share of pixels that differ from the most frequent one, over all canvases of the chart.
    private static Task<double> PaintedShareAsync(IPage page) => page.EvaluateAsync<double>(
        """
        () => {
          let painted = 0, all = 0;
          for (const canvas of document.querySelectorAll('.chart canvas')) {
            if (canvas.width === 0 || canvas.height === 0) continue;
            const data = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
            const counts = new Map();
            for (const value of data) counts.set(value, (counts.get(value) ?? 0) + 1);
            all += data.length;
            painted += data.length - Math.max(...counts.values());
          }
          return all === 0 ? 0 : painted / all;
        }
        """);
}
