using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Backtester.Browser.Tests;

/// <summary>A page of the portal in a state worth looking at.</summary>
/// <param name="Name">Name of its picture.</param>
/// <param name="Address">Path and query.</param>
/// <param name="Prepare">Brings it into its state; null where the address does.</param>
public sealed record GalleryPage(string Name, string Address, Func<Visitor, Task>? Prepare = null)
{
    /// <summary>Waits until the page stands as it should.</summary>
    public Task ReadyAsync(Visitor visitor) => Prepare?.Invoke(visitor) ?? Task.CompletedTask;
}

/// <summary>All pages of the portal, filled, empty of something, and wrong.</summary>
public static class GalleryPages
{
    /// <summary>The pages of a portal with finished runs.</summary>
    public static IReadOnlyList<GalleryPage> Of(FilledPortal filled) =>
    [
        new("dashboard", ""),
        new("backtests", "backtests"),
        new("backtests-none", "backtests?text=nothing+has+this+name"),
        new("backtests-chosen", "backtests?status=COMPLETED&sort=roi&desc=true", ChooseAsync),
        new("compare", $"backtests/compare?ids={filled.RunId},{filled.OtherRunId},{filled.EmptyRunId}", visitor => StandsAsync(visitor, "[data-verdict]")),
        new("compare-none", "backtests/compare"),
        new("compare-missing", $"backtests/compare?ids={filled.RunId},999999", visitor => StandsAsync(visitor, "[role=alert]")),
        new("new-backtest", "backtests/new?exchange=sample&symbol=BTCUSDT&timeframe=1h&strategy=sma_cross"),
        new("new-backtest-problems", "backtests/new?exchange=sample&symbol=BTCUSDT&timeframe=1h&strategy=sma_cross", MakeProblemsAsync),
        new("result", $"backtests/{filled.RunId}", OpenFoldsAsync),
        new("result-no-trades", $"backtests/{filled.EmptyRunId}", WhyAsync),
        new("result-trade", $"backtests/{filled.RunId}", TradeAsync),
        new("result-indicators", $"backtests/{filled.RunId}?profile=true&lines=stage(30,+4)&trade=1&columns=symbol,duration,profit,r,mae,mfe", visitor => StandsAsync(visitor, ".chosen-trade")),
        new("result-path-risk", $"backtests/{filled.RunId}?risk=path", MonteCarloAsync),
        new("result-luck", $"backtests/{filled.RunId}?risk=luck", MonteCarloAsync),
        new("result-execution", $"backtests/{filled.RunId}?risk=execution", MonteCarloAsync),
        new("result-missing", "backtests/999999"),
        new("optimizations", "optimizations"),
        new("new-optimization", "optimizations/new"),
        new("optimization", $"optimizations/{filled.SearchId}", visitor => StandsAsync(visitor, "#sets tr[data-set]")),
        new("optimization-filtered", $"optimizations/{filled.SearchId}?sort=roi&desc=true&where=total_trades:10..,fast:5..20", visitor => StandsAsync(visitor, ".chip")),
        new("optimization-map", $"optimizations/{filled.SearchId}?tab=map", visitor => StandsAsync(visitor, "td.best")),
        new("optimization-stability", $"optimizations/{filled.SearchId}?tab=map&smooth=true&metric=max_drawdown_percentage", CellAsync),
        new("optimization-parameters", $"optimizations/{filled.SearchId}?tab=parameters", visitor => StandsAsync(visitor, "[data-importance]")),
        new("optimization-honesty", $"optimizations/{filled.SearchId}?tab=honesty", TestsAsync),
        new("optimization-front", $"optimizations/{filled.FrontId}?tab=front", visitor => StandsAsync(visitor, "#front tr[data-set]")),
        new("cross-validation", $"crossvalidations/new?from={filled.SearchId}", ValidatedAsync),
        new("optimization-missing", "optimizations/999999"),
        new("new-walk-forward", $"walkforwards/new?from={filled.SearchId}", CountedAsync),
        new("walk-forward", $"walkforwards/{filled.WalkId}"),
        new("walk-forward-missing", "walkforwards/999999"),
        new("new-batch", "batches/new", CountedAsync),
        new("batch", $"batches/{filled.BatchId}"),
        new("batch-missing", "batches/999999"),
        new("recommendations", "recommendations", visitor => StandsAsync(visitor, "tr[data-recommendation]")),
        new("recommendations-replayed", "recommendations?show=replayed&sort=confidence", visitor => StandsAsync(visitor, "tr[data-recommendation]")),
        new("recommendations-none", "recommendations?show=decided"),
        new("recommendation", $"recommendations/{filled.RecommendationId}", RejectAsync),
        new("recommendation-missing", "recommendations/999999"),
        new("recommendation-record", "recommendations/record", visitor => StandsAsync(visitor, "[data-record]")),
        new("data", "data", visitor => StandsAsync(visitor, "tr[data-series]")),
        new("series", "data/binance/BTCUSDT/1h", visitor => StandsAsync(visitor, "table.data")),
        new("series-missing", "data/binance/NOTHING/1h"),
        new("premium", "data/binance/BTCUSDT/1h/premium", visitor => StandsAsync(visitor, ".drawing")),
        new("universe", "data/universes/most-traded", visitor => StandsAsync(visitor, "table.data tbody tr")),
        new("new-universe", "data/universes/new"),
        new("universe-missing", "data/universes/nothing-has-this-name"),
        new("strategies", "strategies"),
        new("strategies-none", "strategies?source=own&text=nothing+has+this+name"),
        new("strategies-import", "strategies", ImportAsync),
        new("strategy", "strategies/sma_cross", visitor => visitor.ChartAsync()),
        new("new-strategy", "strategies/new?template=trend", EditorAsync),
        new("copied-strategy", "strategies/new?from=confluence", EditorAsync),
        new("jobs", "jobs"),
        new("job", "jobs/1", visitor => StandsAsync(visitor, ".job-log li")),
        new("job-missing", "jobs/999999"),
        new("settings", "settings", SettingsAsync),
        new("palette", "backtests", PaletteAsync),
        new("shortcuts", "", ShortcutsAsync),
        new("not-found", "no/such/page"),
    ];

    /// <summary>Waits until the form has counted what it would do.</summary>
    private static Task CountedAsync(Visitor visitor) => Expect(visitor.Page.Locator("[data-plan]")).ToBeVisibleAsync();

    /// <summary>Cross-validates the search that the address names.</summary>
    public static async Task ValidatedAsync(Visitor visitor)
    {
        await CountedAsync(visitor);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Cross-validate", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-crossvalidation=ready]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Pastes a Pine script with a line that is left out, on the page of strategies.</summary>
    public static async Task ImportAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Import Pine" }).ClickAsync();
        await page.GetByLabel("The script").FillAsync(
            """
            //@version=5
            strategy("Pasted cross", overlay=true, initial_capital=100000)
            fastLength = input.int(10, "Fast length", minval=2, maxval=500)
            slowLength = input.int(30, "Slow length", minval=3, maxval=2000)
            fast = ta.sma(close, fastLength)
            slow = ta.sma(close, slowLength)
            if ta.crossover(fast, slow)
                strategy.entry("Long", strategy.long)
            if ta.crossunder(fast, slow)
                strategy.close("Long")
            plot(fast)
            """);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Translate" }).ClickAsync();
        await Expect(page.Locator("[data-import=whole]")).ToBeVisibleAsync();
    }

    /// <summary>Waits for the answer to the Monte Carlo question that the address names.</summary>
    private static async Task MonteCarloAsync(Visitor visitor)
    {
        await visitor.ChartAsync();
        var card = visitor.Page.Locator("section[aria-labelledby=montecarlo-title]");
        await Expect(visitor.Page.Locator("[data-montecarlo=ready]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await card.ScrollIntoViewIfNeededAsync();
    }

    /// <summary>Everything that opens is open.</summary>
    private static async Task SettingsAsync(Visitor visitor)
    {
        await StandsAsync(visitor, ".facts dt.part");
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('details:not(.line-picker)').forEach(d => d.open = true)");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Licences of what it is made with" }).ClickAsync();
        await StandsAsync(visitor, "#notices");
    }

    private static async Task PaletteAsync(Visitor visitor)
    {
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Search pages" }).FillAsync("sma");
        await Expect(visitor.Page.Locator("#palette-list").GetByRole(Microsoft.Playwright.AriaRole.Option).Filter(new() { HasText = "Strategy" }).First).ToBeVisibleAsync();
    }

    private static async Task ShortcutsAsync(Visitor visitor)
    {
        await visitor.Page.Keyboard.PressAsync("?");
        await StandsAsync(visitor, "#shortcuts[open]");
    }

    private static Task StandsAsync(Visitor visitor, string selector) => Expect(visitor.Page.Locator(selector).First).ToBeVisibleAsync();

    private static async Task ChooseAsync(Visitor visitor)
    {
        await visitor.Page.Locator("tr[data-run] input").First.CheckAsync();
        await visitor.Page.Locator("tr[data-run] input").Nth(1).CheckAsync();
        await StandsAsync(visitor, ".compare-bar a");
    }

    private static async Task CellAsync(Visitor visitor)
    {
        await visitor.Page.Locator("td.best").ClickAsync();
        await Expect(visitor.Page.Locator("[data-cell=chosen]")).ToContainTextAsync("Its best set is number");
    }

    private static async Task TestsAsync(Visitor visitor)
    {
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Disturb the best set and the centre" }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-stress=found]")).ToContainTextAsync("Candle noise", new() { Timeout = 60_000 });
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Test on later candles" }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-later=found]")).ToContainTextAsync("rank correlation", new() { Timeout = 60_000 });
    }

    private static async Task TradeAsync(Visitor visitor)
    {
        await visitor.ChartAsync();
        await visitor.Page.Locator("#trades tbody button").First.ClickAsync();
        await Expect(visitor.Page.Locator("#trade-story")).ToBeVisibleAsync();
    }

    private static async Task MakeProblemsAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByLabel("Initial capital").FillAsync("-5");
        await page.GetByLabel("Fast", new() { Exact = true }).FillAsync("600");
        await page.GetByLabel("Fast", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.Locator("#document")).ToHaveValueAsync(new Regex("600", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Check without running" }).ClickAsync();
        await Expect(page.Locator("#f-initial_capital-problem")).ToBeVisibleAsync();
    }

    private static async Task EditorAsync(Visitor visitor)
    {
        await Expect(visitor.Page.Locator("[data-editor=code]")).ToBeVisibleAsync();
        await visitor.ChartAsync();
    }

    private static async Task WhyAsync(Visitor visitor)
    {
        await visitor.ChartAsync();
        var why = visitor.Page.Locator("[data-why=ready]");
        await Expect(why).ToContainTextAsync("did an entry rule hold");
        await why.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(why.Locator("[data-bar]")).ToBeVisibleAsync();
    }

    private static async Task OpenFoldsAsync(Visitor visitor)
    {
        await visitor.ChartAsync();
        await Expect(visitor.Page.Locator("[data-report=parity]")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('details:not(.line-picker)').forEach(d => d.open = true)");
    }

    /// <summary>The line for a reason is open.</summary>
    private static async Task RejectAsync(Visitor visitor)
    {
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Reject…" }).ClickAsync();
        await Expect(visitor.Page.GetByLabel("Why not?")).ToBeVisibleAsync();
    }
}
