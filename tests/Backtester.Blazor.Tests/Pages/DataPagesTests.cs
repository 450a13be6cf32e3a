using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Batches;
using Backtester.Blazor.Pages.Data;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Pages.Settings;
using Backtester.Blazor.Pages.WalkForwards;
using Backtester.Blazor.Tests.Api;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>What is stored of candles, with its holes; the forms that read it; the settings.</summary>
public sealed class DataPagesTests(ApiPortal api) : PortalPages(api)
{
    private const long Hour = 3_600_000;

    [Fact]
    public void Stored_series_are_listed_beside_the_sample_market_and_the_ways_to_bring_more()
    {
        var page = Open<DataPage>("data");
        page.WaitForElement("a[href='data/test/AAAUSDT/1h']", Patience);
        Assert.Contains("Made by a seeded generator", page.Markup, StringComparison.Ordinal);
        foreach (var title in (string[])["fetch-title", "recorded-title", "sample-title"])
        {
            Assert.Single(page.FindAll("#" + title));
        }

        Assert.Equal("backtests/new?exchange=test&symbol=AAAUSDT&timeframe=1h", page.Find("[aria-label='Backtest on test AAAUSDT 1h']").GetAttribute("href"));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Series_with_a_hole_names_it_on_the_calendar_and_in_the_table()
    {
        // Four days without the second one.
        var key = new SeriesKey("binance", "HOLEUSDT", Timeframe.Parse("1h"));
        Services.GetRequiredService<CandleLibrary>().Write(
            CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 96).Where(i => i is < 24 or >= 48).Select(i => new Candle(SmallMarket.FirstOpenMs + (i * Hour), 100, 101, 99, 100, 5))]), "test");
        var page = Open<SeriesPage>("data/binance/HOLEUSDT/1h", p => p.Add(x => x.Exchange, "binance").Add(x => x.Symbol, "HOLEUSDT").Add(x => x.Frame, "1h"));
        page.WaitForElement("#gaps-title", Patience);
        Assert.Contains("24 of 96 candles missing in one gap", page.Markup, StringComparison.Ordinal);
        var gap = Assert.Single(page.FindAll("[aria-label^='Download the gap from 2024-01-02']"));
        Assert.Contains("start=2024-01-02", gap.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("2024-01-02: 0 of 24", page.Find("a.day.none").GetAttribute("title"));
        Assert.Equal(3, page.FindAll("tbody span.day.full").Count);
        Assert.Contains("72 candles from 2024-01-01 00:00", page.Find(".lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_of_one_market_alone_has_no_premium()
    {
        var page = Open<PremiumPage>("data/test/AAAUSDT/1h/premium", p => p.Add(x => x.Exchange, "test").Add(x => x.Symbol, "AAAUSDT").Add(x => x.Frame, "1h"));
        page.WaitForAssertion(() => Assert.Contains("Nothing to compare with", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Forms_of_searches_begin_with_something_that_can_run()
    {
        var search = Open<NewOptimization>("optimizations/new");
        search.WaitForElement("#f-parameter_ranges-fast", Patience);
        var walk = Open<NewWalkForward>("walkforwards/new");
        walk.WaitForElement("#document", Patience);
        Assert.Contains("walk_forward", walk.Find("#document").GetAttribute("value"), StringComparison.Ordinal);
        var batch = Open<NewBatch>("batches/new");
        batch.WaitForElement("#strategies-title", Patience);
        Assert.NotEmpty(batch.FindAll(".symbol-option input[checked]"));
    }

    [Fact]
    public void New_universe_begins_with_a_form() => Assert.NotEmpty(Open<UniversePage>("data/universes/new").FindAll("form, textarea"));

    [Fact]
    public void Settings_have_a_card_for_each_of_their_parts()
    {
        var page = Open<SettingsPage>("settings");
        Assert.True(page.FindAll("section.card").Count >= 6);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void First_minute_leads_to_a_run_on_the_sample_market() => Assert.NotEmpty(Render<FirstMinute>().FindAll("button, a"));
}
