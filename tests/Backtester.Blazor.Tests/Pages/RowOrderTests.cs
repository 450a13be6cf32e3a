using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class RowOrderTests
{
    [Theory]
    [InlineData(true, new[] { 2, 0, 1, 3 })]
    [InlineData(false, new[] { 1, 0, 2, 3 })]
    public void Trades_sort_by_profit_with_the_open_one_last_either_way(bool descending, int[] expected) =>
        Assert.Equal(expected, Rows(new(null, null, null, "profit", descending)));

    [Fact]
    public void Winners_are_those_above_zero_and_keep_their_numbers() => Assert.Equal([0, 2], Rows(new("winners", null, null, null, false)));

    [Fact]
    public void Losers_of_one_side_are_both_filters_at_once() => Assert.Equal([1], Rows(new("losers", "short", null, null, false)));

    [Fact]
    public void Exit_reason_is_a_filter_that_leaves_open_trades_out()
    {
        Assert.Equal([0, 1, 2], Rows(new(null, null, null, null, false, TradeRows.Word(default))));
        Assert.Empty(Rows(new(null, null, null, null, false, "liquidation")));
    }

    [Fact]
    public void Chosen_columns_keep_their_order_and_those_of_the_beginning_need_no_address()
    {
        Assert.Equal(["symbol", "duration", "r"], TradeField.Chosen("r,duration,symbol,unknown").Select(f => f.Name));
        Assert.Equal(TradeField.Chosen(null), TradeField.Chosen("unknown"));
        Assert.Null(TradeField.Address([.. TradeField.Chosen(null).Select(f => f.Name)]));
        Assert.Equal("symbol,mae", TradeField.Address(["mae", "symbol"]));
    }

    [Theory]
    [InlineData("roi", true, RunSort.Roi, true)]
    [InlineData("drawdown", false, RunSort.MaxDrawdown, false)]
    [InlineData("timeframe", false, RunSort.Timeframe, false)]
    [InlineData("nothing", false, RunSort.Created, true)]
    [InlineData(null, false, RunSort.Created, true)]
    public void Address_names_the_order_of_runs(string? column, bool descending, RunSort sort, bool sortDescending) =>
        Assert.Equal((sort, sortDescending), RunColumns.Order(column, descending));

    [Fact]
    public void Third_click_on_a_heading_goes_back_to_newest_first()
    {
        Assert.Equal(("roi", true), RunColumns.Next("roi", null, false));
        Assert.Equal(("roi", false), RunColumns.Next("roi", "roi", true));
        Assert.Equal(((string?)null, false), RunColumns.Next("roi", "roi", false));
        Assert.Equal(("name", false), RunColumns.Next("name", "roi", true));
    }

    private static IEnumerable<int> Rows(TradeRows view) =>
        view.Apply([Trade(10, Direction.Long), Trade(-5, Direction.Short), Trade(30, Direction.Long), Trade(double.NaN, Direction.Long)]).Select(r => r.Row);

    private static Trade Trade(double profit, Direction side) => new()
    {
        Symbol = "A",
        Strategy = "s",
        Direction = side,
        Quantity = 1,
        EntryBar = 0,
        ExitBar = double.IsNaN(profit) ? -1 : 1,
        EntryPrice = 1,
        OpenedAtMs = 0,
        ProfitLoss = profit,
    };
}
