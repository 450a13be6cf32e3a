using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>A strategy of one's own, from the empty page to a result, with typing errors on the way.</summary>
[Collection(PortalCollection.Name)]
public sealed class StrategyEditorTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Strategy_is_written_with_three_typing_errors_saved_backtested_and_kept_in_versions()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        var problems = page.GetByRole(AriaRole.Status, new() { Name = "Problems" });
        await visitor.OpenAsync("strategies");
        await page.GetByRole(AriaRole.Link, new() { Name = "New strategy" }).ClickAsync();
        var editor = page.GetByRole(AriaRole.Textbox, new() { Name = "Rules of the strategy, in YAML" });
        await Expect(page.Locator("[data-editor=code]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await Expect(page.Locator("[data-preview=ready]")).ToBeVisibleAsync();

        // 1. A misspelt indicator: named, marked in the text, and put right by a click on the nearest name.
        await editor.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("id: pullback\nversion: 1.0.0\ntitle: Pullback\nparameters:\n  length: {default: 20, min: 5, max: 200, step: 5}\nlong_entry: close > emaa(close, length)\n");
        await Expect(problems).ToContainTextAsync("6:21");
        await Expect(problems).ToContainTextAsync("Did you mean ema?");
        await Expect(page.Locator(".cm-lintRange-error")).ToHaveTextAsync("emaa");
        Assert.Empty(await AxeAsync(page));
        await Pictures.TakeAsync(page, "editor-problem");
        await problems.GetByRole(AriaRole.Button, new() { Name = "Use ema" }).ClickAsync();
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await Expect(page.Locator(".cm-lintRange-error")).ToHaveCountAsync(0);

        // 2. A field that does not exist, typed at the end; the list leads to its place.
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("long_exti: close < ema(close, length)\n");
        await Expect(problems).ToContainTextAsync("Unknown field");
        await Expect(problems.GetByRole(AriaRole.Button, new() { Name = "Use long_exit" })).ToBeVisibleAsync();
        await problems.GetByRole(AriaRole.Button, new() { Name = "7:1" }).ClickAsync();
        await Expect(editor).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync("long_exit");
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");

        // 3. A bracket that is not closed.
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("stop_loss: 2 * atr(14\n");
        await Expect(problems).ToContainTextAsync("8:22");
        await Expect(problems).ToContainTextAsync("the closing bracket of atr(");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.TypeAsync(")");
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await Expect(page.Locator("[data-preview=ready]")).ToContainTextAsync("long entry on");

        // The draft outlives a reload.
        await page.ReloadAsync();
        await visitor.AliveAsync();
        await Expect(page.GetByText("This is your unsaved draft.")).ToBeVisibleAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("pullback");

        // Completion by keyboard, formatting, saving.
        await editor.ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("take_pro");
        await Expect(page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("take_profit");
        await page.WaitForTimeoutAsync(100);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("4*atr(14");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await page.GetByRole(AriaRole.Button, new() { Name = "Format" }).ClickAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("take_profit: 4 * atr(14)");
        await page.Keyboard.PressAsync("Control+S");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Pullback" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("Saved");

        // The proof.
        await page.GetByRole(AriaRole.Button, new() { Name = "Check it" }).ClickAsync();
        await Expect(page.Locator("[data-check=passed]")).ToContainTextAsync("No decision knows the future", new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "editor-saved");

        // Other rules under the same version are refused; the next number is one click away.
        await page.Locator(".cm-line", new() { HasText = "long_entry" }).ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.InsertTextAsync(" and rsi(close, 14) < 60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(problems).ToContainTextAsync("This version is kept with other rules");
        await problems.GetByRole(AriaRole.Button, new() { Name = "Use 1.0.1" }).ClickAsync();
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("Saved");
        await Expect(page.Locator("[data-version]")).ToHaveCountAsync(2);
        await Expect(page.Locator(".diff tr.added").First).ToContainTextAsync("1.0.1");
        Assert.Empty(await AxeAsync(page));
        await Pictures.TakeAsync(page, "editor-versions");

        // The backtest and its result, with the funnel.
        await page.GetByRole(AriaRole.Button, new() { Name = "Backtest this" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Strategy", Exact = true })).ToHaveValueAsync("pullback");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-metric=total_trades] .tile-value")).Not.ToHaveTextAsync("0");
        await visitor.OpenAsync("strategies?source=own");
        await Expect(page.Locator("[data-strategy=pullback]")).ToContainTextAsync("version 1.0.1");
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Chart_is_drawn_once_in_the_end_however_often_the_page_is_left_while_its_script_comes()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await page.RouteAsync("**/js/charts/rule-chart*.js", async route =>
        {
            await Task.Delay(700);
            await route.ContinueAsync();
        });
        await visitor.OpenAsync("strategies");
        for (var visit = 0; visit < 4; visit++)
        {
            // Left before the script of the first visit is there, then with a chart that has just been made.
            await page.GetByRole(AriaRole.Link, new() { Name = "New strategy" }).ClickAsync();
            await Expect(page.Locator("[data-preview=ready]")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Strategies", Exact = true }).First.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Strategies" })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "New strategy" }).ClickAsync();
        await Expect(page.Locator(".chart-canvas[data-drawn]")).ToBeVisibleAsync();
        await Expect(page.Locator(".chart-canvas .tv-lightweight-charts")).ToHaveCountAsync(1);
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Pine_script_is_pasted_translated_opened_in_the_editor_and_saved()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("strategies");
        await GalleryPages.ImportAsync(visitor);
        await Expect(page.Locator("tr[data-line='11']")).ToContainTextAsync("plot(fast)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open in the editor" }).ClickAsync();
        await Expect(page.GetByText("This is what came of the import.")).ToBeVisibleAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("id: pasted_cross");
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("No problems");
        await visitor.ChartAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(filled.Portal.Address + "strategies/pasted_cross/edit");
        await Expect(page.Locator("[data-judgement]")).ToHaveTextAsync("Saved");
        visitor.AssertNoComplaints();
    }

    private static async Task<string[]> AxeAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")];
}
