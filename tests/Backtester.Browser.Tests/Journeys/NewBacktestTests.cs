using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>The form: bad input, its document, the keyboard.</summary>
[Collection(PortalCollection.Name)]
public sealed class NewBacktestTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Bad_input_is_shown_beside_every_field_and_in_a_summary_and_nothing_typed_is_lost()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("backtests/new?exchange=sample&symbol=BTCUSDT&timeframe=1h&strategy=sma_cross");
        await page.GetByLabel("Initial capital").FillAsync("-5");
        await page.GetByLabel("Fast", new() { Exact = true }).FillAsync("40");
        await page.GetByLabel("Fast", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator("#document")).ToHaveValueAsync(new Regex("\"fast\": 40", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();

        var summary = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "need" });
        await Expect(summary).ToContainTextAsync("initial_capital");
        await Expect(summary).ToContainTextAsync("strategy_params");
        await Expect(page.Locator("#problems")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Initial capital")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#f-initial_capital-problem")).ToContainTextAsync("-5");
        await Expect(page.GetByLabel("Initial capital")).ToHaveValueAsync("-5");
        await Expect(page.GetByLabel("Fast", new() { Exact = true })).ToHaveValueAsync("40");

        // Mending a field takes its problem away; what was typed survives leaving the page.
        await page.GetByLabel("Initial capital").FillAsync("5000");
        await page.GetByLabel("Initial capital").PressAsync("Tab");
        await Expect(page.Locator("#f-initial_capital-problem")).ToHaveCountAsync(0);
        await visitor.OpenAsync("backtests");
        await visitor.OpenAsync("backtests/new?exchange=sample&symbol=BTCUSDT&timeframe=1h&strategy=sma_cross");
        await Expect(page.GetByText("This is your unsaved draft.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Initial capital")).ToHaveValueAsync("5000");
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Pasted_yaml_fills_the_fields_and_unknown_properties_are_named()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("backtests/new");
        await page.Locator("#document").FillAsync("exchange: sample\nsymbols: [ETHUSDT]\ntimeframe: 4h\nstrategy: sma_cross\ninitial_capitol: 7\nstrategy_params: {fast: 7, slow: 21}\n");
        await page.Locator("#document").PressAsync("Tab");
        await Expect(page.GetByLabel("Fast", new() { Exact = true })).ToHaveValueAsync("7");
        await Expect(page.GetByLabel("Timeframe")).ToHaveValueAsync("4h");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "ETHUSDT" })).ToBeCheckedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Check without running" }).ClickAsync();
        await Expect(page.Locator("#problems")).ToContainTextAsync("initial_capitol");
        await Expect(page.Locator("#problems")).ToContainTextAsync("initial_capital?");

        await page.Locator("#document").FillAsync("{ \"symbols\": [");
        await page.Locator("#document").PressAsync("Tab");
        await Expect(page.GetByText("This is not valid JSON")).ToBeVisibleAsync();
        await Expect(page.Locator("#document")).ToHaveValueAsync("{ \"symbols\": [");
    }

    [SkippableFact]
    public async Task Keyboard_alone_reaches_a_finished_backtest()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to content")).ToBeFocusedAsync();
        await TabToAsync(page, "a[href='backtests/new']");
        await page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Heading("New backtest")).ToBeFocusedAsync();
        await TabToAsync(page, "#f-exchange");
        await page.Keyboard.TypeAsync("sample");
        await TabToAsync(page, ".symbol-option:nth-child(3) input");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#f-start_date");
        // At a person's pace: the browser reports the years 0002, 0020 and 0202 on the way.
        await page.Keyboard.TypeAsync("01012024", new() { Delay = 120 });
        await TabToAsync(page, "button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".page-head .lead")).ToContainTextAsync("2024-01-01");
        visitor.AssertNoComplaints();
    }

    // Goes on with Tab until the element has the focus; every stop on the way must show where the focus is.
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (found, visible) = (
                await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector),
                await page.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
            Assert.True(visible, "an element has the focus without showing it: " + await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)"));
            if (found)
            {
                return;
            }
        }

        Assert.Fail($"80 tabs did not reach {selector}");
    }
}
