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
    public void Runs_sort_by_roi_with_unknown_last_and_ties_newest_first()
    {
        RunSummary[] runs = [Run(1, 5), Run(2, double.NaN), Run(3, 5), Run(4, 9)];
        Assert.Equal([4L, 3, 1, 2], RunColumns.Sorted(runs, "roi", descending: true).Select(r => r.Id));
        Assert.Equal([3L, 1, 4, 2], RunColumns.Sorted(runs, "roi", descending: false).Select(r => r.Id));
        Assert.Equal([4L, 3, 2, 1], RunColumns.Sorted(runs, null, descending: false).Select(r => r.Id));
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

    private static RunSummary Run(long id, double roi) => new()
    {
        Id = id,
        Uuid = Guid.Empty,
        Name = "n",
        Status = "COMPLETED",
        Strategy = "s",
        Exchange = "x",
        Symbols = ["A"],
        Timeframe = "1h",
        StartMs = 0,
        EndMs = 1,
        Synthetic = false,
        CreatedAtMs = id,
        Roi = roi,
    };
}
