using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared.Display;
using Backtester.Core.Market.Quality;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class TradesTableTests : BunitContext
{
    private static readonly Trade[] Trades = [Of("BTCUSDT", 12), Of("ETHUSDT", -7)];

    [Fact]
    public void Chosen_trade_is_told_in_two_sentences_under_its_row()
    {
        var shown = -1;
        var table = Render<TradesTable>(p => p.Add(t => t.RunId, 1).Add(t => t.Trades, Trades).Add(t => t.OnChosen, row => shown = row));
        Assert.Empty(table.FindAll("#trade-story"));

        table.FindAll("#trades tbody button")[1].Click();
        Assert.Equal([TradeSentences.Entry(Trades[1], ViewerSentences.Style), TradeSentences.Exit(Trades[1], ViewerSentences.Style)], table.FindAll("#trade-story p").Select(p => p.TextContent));
        Assert.Contains("A loss of 7", table.Find("#trade-story").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, shown);
        Assert.Equal("trade-story", table.FindAll("#trades tbody tr")[2].Id);

        table.FindAll("#trades tbody button")[0].Click();
        Assert.Contains("BTCUSDT", Assert.Single(table.FindAll("#trade-story")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Trade_that_touches_doubtful_candles_is_marked_with_the_reasons()
    {
        var doubtful = new DoubtfulTrades([new DoubtfulTrade(1, CandleDoubt.AfterGap | CandleDoubt.Spike)], -7, 5);
        var table = Render<TradesTable>(p => p.Add(t => t.RunId, 1).Add(t => t.Trades, Trades).Add(t => t.Doubtful, doubtful));
        var mark = Assert.Single(table.FindAll("#trades .doubt"));
        Assert.Equal("Doubtful candles: after gap, spike", mark.GetAttribute("aria-label"));
        Assert.Contains("ETHUSDT", mark.Closest("tr")!.TextContent, StringComparison.Ordinal);

        table.FindAll("#trades tbody button")[1].Click();
        Assert.Contains("Candles between its entry and its exit are doubtful: after gap, spike.", table.Find("#trade-story").TextContent, StringComparison.Ordinal);
        Assert.Equal(["after_gap", "spike"], TradeStory.Of(Trades, 2, doubtful)!.Doubts);
        Assert.Empty(TradeStory.Of(Trades, 1, doubtful)!.Doubts);
    }

    [Fact]
    public void File_holds_what_the_table_shows()
    {
        var navigation = Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>();
        navigation.NavigateTo("backtests/1?trades=losers&symbol=ETHUSDT&sort=profit&columns=symbol,profit,duration");
        var table = Render<TradesTable>(p => p.Add(t => t.RunId, 1).Add(t => t.Trades, Trades));
        Assert.Equal("api/backtest/results/1/trades.csv?trades=losers&symbol=ETHUSDT&sort=profit", table.Find("a[download]").GetAttribute("href"));
        Assert.Equal(["ETHUSDT", "1 h", "\u22127.00"], table.FindAll("#trades tbody td[data-column]").Select(c => c.TextContent));
        Assert.Contains("1 of 2 trades; together \u22127.00", table.Markup.Replace("<span class=\"loss\">", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Hundred_thousand_trades_are_filtered_and_sorted_in_a_moment_and_twenty_are_in_the_page()
    {
        var many = Enumerable.Range(0, 100_000).Select(i => Of(i % 2 == 0 ? "BTCUSDT" : "ETHUSDT", (i % 1000) - 400)).ToArray();
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("backtests/1?trades=winners&sort=profit&desc=true&page=2");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var table = Render<TradesTable>(p => p.Add(t => t.RunId, 1).Add(t => t.Trades, many));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.Equal(20, table.FindAll("#trades tbody tr").Count);
        Assert.Contains("21–40 of 59,900", table.Find(".pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Story_counts_trades_from_one()
    {
        var story = TradeStory.Of(Trades, 2)!;
        Assert.Equal((2, TradeSentences.Entry(Trades[1]), TradeSentences.Exit(Trades[1])), (story.Number, story.Entry, story.Exit));
        Assert.Null(TradeStory.Of(Trades, 0));
        Assert.Null(TradeStory.Of(Trades, 3));
    }

    private static Trade Of(string symbol, double profit) => new()
    {
        Symbol = symbol,
        Strategy = "s",
        Direction = Direction.Long,
        Quantity = 1,
        EntryBar = 0,
        EntryPrice = 100,
        OpenedAtMs = 0,
        ExitBar = 1,
        ExitPrice = 100 + profit,
        ClosedAtMs = 3_600_000,
        ProfitLoss = profit,
        ExitReason = ExitReason.Signal,
        EntryOrder = OrderType.Market,
    };
}
