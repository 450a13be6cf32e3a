using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>From a search over following to advice, decisions, the month after and the record.</summary>
[Collection(PortalCollection.Name)]
public sealed class RecommendationTests(ChromiumBrowser chromium)
{
    private const long Day = 86_400_000;
    private const long Step = Day / 6;

    [SkippableFact]
    public async Task Advice_is_read_accepted_rejected_and_judged_by_the_month_after()
    {
        await using var portal = await PortalProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(portal.Address) };
        var today = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / Day * Day;
        await ImportAsync(http, today - (400 * Day), today);
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, portal.Address);
        var page = visitor.Page;

        // A search; its best set as a backtest; that is followed.
        using var search = new StringContent(
            """{"name":"Swings","exchange":"fresh","symbols":["AAAUSDT"],"timeframe":"4h","strategy":"sma_cross","sizing":{"model":"all_in"},"parameter_ranges":{"fast":[2,3,5,8],"slow":[10,20,40]}}""", Encoding.UTF8, "application/json");
        using var submitted = await http.PostAsync(new Uri("api/backtest/optimize", UriKind.Relative), search);
        Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync());
        await visitor.OpenAsync("optimizations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Swings" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator("#sets tr[data-set]").Last.GetByRole(AriaRole.Button, new() { Name = "Open set" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow this strategy" }).ClickAsync();
        await Expect(page.GetByText("is followed, version 1.")).ToBeVisibleAsync();

        // Advice with its evidence.
        await page.GetByRole(AriaRole.Link, new() { Name = "Recommendations", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look now" }).ClickAsync();
        await Expect(page.Locator("tr[data-recommendation]").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var advice = page.Locator("tr[data-recommendation]").Filter(new() { HasNotText = "no forecast" });
        var first = await advice.First.GetAttributeAsync("data-recommendation");
        await advice.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Both settings over the same candles" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How far it can be trusted" })).ToBeVisibleAsync();

        // Rejected with a reason, undone, accepted; another window is told.
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject…" }).ClickAsync();
        await page.GetByLabel("Why not?").FillAsync("Not this month");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject", Exact = true }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=REJECTED]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-trail]")).ToContainTextAsync("Not this month");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=PENDING]")).ToBeVisibleAsync();
        await using (var other = await Visitor.ComeAsync(chromium.Browser, portal.Address))
        {
            await other.OpenAsync($"recommendations/{first}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
            await Expect(page.Locator(".page-head [data-status=APPLIED]")).ToBeVisibleAsync();
            await other.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
            await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"Recommendation {first} is already APPLIED since");
        }

        // The month after comes, and it is judged; the record has it.
        await ImportAsync(http, today, today + (32 * Day));
        await visitor.OpenAsync("recommendations/record");
        await Expect(page.Locator("[data-scores=live]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await visitor.OpenAsync($"recommendations/{first}");
        await Expect(page.Locator("[data-outcome]")).ToContainTextAsync("Brier score");
        visitor.AssertNoComplaints();
    }

    private static async Task ImportAsync(HttpClient http, long from, long until)
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var time = from; time < until; time += Step)
        {
            var (open, close) = (Price(time - Step), Price(time));
            text.Append(CultureInfo.InvariantCulture, $"{time},{open:F4},{Math.Max(open, close) + 0.2:F4},{Math.Min(open, close) - 0.2:F4},{close:F4},10\n");
        }

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        using var answer = await http.PostAsync(new Uri("api/data/upload?exchange=fresh&symbol=AAAUSDT&timeframe=4h&file=fresh.csv", UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static double Price(long time)
    {
        var bar = time / Step;
        return 100 + (6 * Math.Sin(bar / 3.0)) + (4 * Math.Sin(bar / 41.0)) + (0.5 * Math.Sin(bar * 1.7));
    }
}
