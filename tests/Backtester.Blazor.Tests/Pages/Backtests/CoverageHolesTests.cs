using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Tests.Pages.Strategies;
using Backtester.Core.Market;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Backtests;

/// <summary>Holes between the first and the last stored candle, on the bar below the range and in words.</summary>
public sealed class CoverageHolesTests : StrategyPages
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    public CoverageHolesTests() => Services.AddSingleton(Candles);

    [Fact]
    public void Holes_are_drawn_where_they_lie_and_told()
    {
        var bar = Render<CoverageBar>(p => p.Add(b => b.Cover, new TimeRange(0, 100 * Day))
            .Add(b => b.Holes, [new TimeRange(10 * Day, 11 * Day), new TimeRange(50 * Day, 52 * Day), new TimeRange(99 * Day, 99 * Day + Hour), new TimeRange(200 * Day, 300 * Day)]));
        Assert.Equal(["left:50%;width:2%", "left:10%;width:1%", "left:99%;width:0.3%"], bar.FindAll(".hole").Select(h => h.GetAttribute("style")));
        Assert.Equal("3 holes, the longest 2 d", bar.Find("[data-holes]").TextContent);
        Assert.Equal("left:0%;width:100%", bar.Find(".coverage-track span").GetAttribute("style"));
    }

    [Fact]
    public void One_hole_and_none_are_told_as_such()
    {
        Assert.Equal("1 hole, 5 h", Render<CoverageBar>(p => p.Add(b => b.Cover, new TimeRange(0, Day)).Add(b => b.Holes, [new TimeRange(Hour, 6 * Hour)])).Find("[data-holes]").TextContent);
        Assert.Empty(Render<CoverageBar>(p => p.Add(b => b.Cover, new TimeRange(0, Day))).FindAll("[data-holes], .hole"));
        Assert.Empty(Render<CoverageBar>(p => p.Add(b => b.Cover, null)).Markup.Trim());
    }

    [Fact]
    public void Form_shows_the_holes_of_all_chosen_symbols_together()
    {
        Write("BBBUSDT", i => i is < 24 or >= 72);
        Write("CCCUSDT", i => i is < 60 or >= 84 and not 100);
        var section = Section("""["AAAUSDT","BBBUSDT","CCCUSDT"]""", "4h");
        section.WaitForAssertion(() => Assert.Equal("2 holes, the longest 2 d 12 h", section.Find("[data-holes]").TextContent));

        var whole = Section("""["AAAUSDT"]""", "1h");
        whole.WaitForAssertion(() => Assert.Single(whole.FindAll(".coverage-track")));
        Assert.Empty(whole.FindAll("[data-holes]"));
    }

    [Fact]
    public void Series_that_a_run_is_made_from_is_the_longest_that_its_own_consists_of()
    {
        SeriesInfo[] stored = [Info("1m"), Info("1h"), Info("4h"), Info("1h") with { Synthetic = true, Key = Key with { Symbol = "BTCUSDT" } }];
        Assert.Equal("1h", Of("2h"));
        Assert.Equal("4h", Of("4h"));
        Assert.Equal("1m", Of("5m"));
        Assert.Empty(CoverageHoles.Sources(stored, "other", ["AAAUSDT"], Timeframe.Parse("1h")));
        Assert.Empty(CoverageHoles.Sources(stored, "test", ["BTCUSDT"], Timeframe.Parse("1h")));

        string Of(string timeframe) => Assert.Single(CoverageHoles.Sources(stored, "test", ["AAAUSDT"], Timeframe.Parse(timeframe))).Key.Timeframe.Name;
    }

    private static SeriesInfo Info(string timeframe) => new(Key with { Timeframe = Timeframe.Parse(timeframe) }, 0, 36_000_000, 11, Synthetic: false);

    private void Write(string symbol, Func<int, bool> isThere) => Candles.Write(
        CandleSeries.FromCandles(Key with { Symbol = symbol }, [.. Enumerable.Range(0, SmallMarket.Rows).Where(isThere).Select(i => new Candle(SmallMarket.FirstOpenMs + (i * Hour), 100, 101, 99, 100, 5))]), "test");

    private IRenderedComponent<MarketSection> Section(string symbols, string timeframe)
    {
        var form = new SpecForm(() => Task.CompletedTask) { Document = FormDocument.Parse($$"""{"exchange":"test","symbols":{{symbols}},"timeframe":"{{timeframe}}"}""") };
        return Render<MarketSection>(p => p.AddCascadingValue(form).Add(s => s.Series, Candles.List()));
    }
}
