using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests.Journeys;

/// <summary>A search from the form to its verdict, and a set of it as a backtest.</summary>
[Collection(PortalCollection.Name)]
public sealed class OptimizationTests(ChromiumBrowser chromium, FilledPortal filled)
{
    [SkippableFact]
    public async Task Search_is_typed_checked_run_judged_and_its_best_set_opened()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("optimizations/new?strategy=sma_cross");
        await page.GetByLabel("Fast", new() { Exact = true }).FillAsync("50, 60");
        await page.GetByLabel("Slow", new() { Exact = true }).FillAsync("10 to 20 by 10");
        await page.GetByLabel("Slow", new() { Exact = true }).PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run optimization" }).ClickAsync();
        await Expect(page.Locator("#problems")).ToContainTextAsync("No set is possible");

        await page.GetByLabel("Fast", new() { Exact = true }).FillAsync("5, 10, 20");
        await page.GetByLabel("Slow", new() { Exact = true }).FillAsync("30 to 90 by 30");
        await page.GetByLabel("Slow", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator("[data-forecast=enough]")).ToContainTextAsync("9");

        // A range that a button writes, more sets than the history bears, and back to the line.
        await page.GetByRole(AriaRole.Group, new() { Name = "How Slow is searched" }).GetByRole(AriaRole.Button, new() { Name = "Range" }).ClickAsync();
        await Expect(page.GetByLabel("Slow", new() { Exact = true })).ToHaveValueAsync("15 to 60 by 6");
        await Expect(page.Locator("[data-forecast]")).ToContainTextAsync("24");
        await page.GetByLabel("Slow", new() { Exact = true }).FillAsync("30 to 500 by 5");
        await page.GetByLabel("Slow", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.GetByText("95 values")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-forecast=short]")).ToContainTextAsync("Take a longer range or fewer sets");
        await page.GetByLabel("Slow", new() { Exact = true }).FillAsync("30 to 90 by 30");
        await page.GetByLabel("Slow", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator("[data-forecast=enough]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run optimization" }).ClickAsync();

        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-verdict]")).ToContainTextAsync("the best has a Sharpe ratio of");
        await Expect(page.Locator("#sets tr[data-set]")).ToHaveCountAsync(9);
        await Expect(page.Locator("[data-set-card=best]")).ToContainTextAsync("Slow");

        // The map: the best set's cell is reached by keys and read out.
        await page.GetByRole(AriaRole.Link, new() { Name = "Map", Exact = true }).ClickAsync();
        await Expect(page.Locator("table.heatmap td.best")).ToHaveCountAsync(1);
        await Expect(page.Locator("#map[data-keys]")).ToBeVisibleAsync();
        await page.Locator("table.heatmap [tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("table.heatmap tbody tr").Nth(1).Locator("td").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-cell=chosen]")).ToContainTextAsync("Its best set is number");

        await page.GetByRole(AriaRole.Link, new() { Name = "Parameters", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-importance=exact]")).ToContainTextAsync("Slow");
        await Expect(page.Locator("[data-parallel='9']")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Honesty", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test on later candles" }).ClickAsync();
        await Expect(page.Locator("[data-later]")).ToContainTextAsync("before the sample market does", new() { Timeout = 30_000 });

        // The table, by another column; its first set as a backtest has the same number of trades.
        await page.GetByRole(AriaRole.Link, new() { Name = "Sets", Exact = true }).ClickAsync();
        await page.Locator("#sets").GetByRole(AriaRole.Button, new() { Name = "Trades" }).ClickAsync();
        await Expect(page.Locator("#sets th[aria-sort=descending]")).ToContainTextAsync("Trades");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sort=total_trades", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        var first = page.Locator("#sets tr[data-set]").First;
        var trades = await first.Locator("td").Nth(7).InnerTextAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Open set" }).ClickAsync();
        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-metric=total_trades] .tile-value")).ToHaveTextAsync(trades);
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Set_of_two_markets_opens_on_one_of_them_with_its_numbers()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"optimizations/{filled.FrontId}?tab=front");
        var row = page.Locator("#front tr[data-set]").Last;
        var set = await row.GetAttributeAsync("data-set");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        var market = page.Locator($"[data-markets='{set}'] [data-market='ETHUSDT 4h']");
        var trades = await market.Locator("td").Nth(4).InnerTextAsync();
        await market.GetByRole(AriaRole.Button, new() { Name = "on ETHUSDT 4h as a backtest" }).ClickAsync();

        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-metric=total_trades] .tile-value")).ToHaveTextAsync(trades);
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Search_is_cross_validated_in_splits_that_are_counted_before()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"optimizations/{filled.SearchId}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cross-validate" }).ClickAsync();
        await Expect(page.Locator("[data-plan]")).ToContainTextAsync("15 splits and 5 paths of 547 days; 20 sets");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Locator("a.active")).ToHaveTextAsync("Optimize");

        await page.GetByLabel("Tested at a time").FillAsync("6");
        await page.GetByLabel("Tested at a time").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cross-validate", Exact = true }).ClickAsync();
        await Expect(page.Locator("#problems")).ToContainTextAsync("no group to train on");
        await page.GetByLabel("Tested at a time").FillAsync("2");
        await page.GetByLabel("Tested at a time").PressAsync("Tab");
        await page.GetByLabel("Purge").FillAsync("2d");
        await page.GetByLabel("Purge").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cross-validate", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-sentence]")).ToContainTextAsync("Over 5 paths of days on which they were not chosen", new() { Timeout = 60_000 });
        await Expect(page.Locator("#paths tbody tr")).ToHaveCountAsync(5);
        await Expect(page.Locator("#splits tbody tr")).ToHaveCountAsync(15);
        visitor.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task Search_walks_forward_in_windows_that_are_shown_before_and_after()
    {
        await using var visitor = await Visitor.ComeAsync(chromium.Browser, filled.Portal.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"optimizations/{filled.SearchId}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Walk forward" }).ClickAsync();

        // Eighteen months, 547 days: a quarter is searched, a third of that traded, nine windows.
        await Expect(page.GetByLabel("In sample", new() { Exact = true })).ToHaveValueAsync("136d");
        await Expect(page.Locator("[data-plan]")).ToContainTextAsync("9 windows of 20 sets");
        await page.GetByLabel("In sample", new() { Exact = true }).FillAsync("2000d");
        await page.GetByLabel("In sample", new() { Exact = true }).PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Walk forward" }).ClickAsync();
        await Expect(page.Locator("#problems")).ToContainTextAsync("bars are missing");

        await page.GetByLabel("In sample", new() { Exact = true }).FillAsync("200d");
        await page.GetByLabel("In sample", new() { Exact = true }).PressAsync("Tab");
        await page.GetByLabel("Mode", new() { Exact = true }).SelectOptionAsync("anchored");
        await Expect(page.Locator("[data-plan]")).ToContainTextAsync("7 windows of 20 sets");
        await page.GetByRole(AriaRole.Button, new() { Name = "Walk forward" }).ClickAsync();

        await Expect(page.Locator(".page-head [data-status=COMPLETED]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#windows tbody tr")).ToHaveCountAsync(7);
        await Expect(page.Locator(".timeline .traded")).ToHaveCountAsync(7);
        await Expect(page.Locator("[data-sentence]")).ToContainTextAsync("of 7 windows made money out of sample");
        await visitor.OpenAsync("jobs");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Walk-forward: SMA cross on BTCUSDT 1h" }).First).ToBeVisibleAsync();
        visitor.AssertNoComplaints();
    }
}
