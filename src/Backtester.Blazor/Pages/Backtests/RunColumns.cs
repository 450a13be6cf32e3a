using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The columns of a list of runs, and what they are sorted by.</summary>
public static class RunColumns
{
    /// <summary>Name in the address, title, whether it is a number, and the order that it stands for.</summary>
    public static IReadOnlyList<(string Column, string Title, bool Numeric, RunSort Sort)> All { get; } =
    [
        ("name", "Name", false, RunSort.Name), ("strategy", "Strategy", false, RunSort.Strategy), ("symbols", "Symbols", false, RunSort.Symbols),
        ("timeframe", "Timeframe", false, RunSort.Timeframe), ("trades", "Trades", true, RunSort.TotalTrades), ("win_rate", "Win rate", true, RunSort.WinRate),
        ("profit", "P/L", true, RunSort.TotalProfitLoss), ("roi", "ROI", true, RunSort.Roi), ("drawdown", "Drawdown", true, RunSort.MaxDrawdown),
        ("sharpe", "Sharpe", true, RunSort.SharpeRatio), ("status", "Status", false, RunSort.Status), ("created", "Created", false, RunSort.Created),
    ];

    /// <summary>Profit in the quote currency; NaN before the end.</summary>
    public static double Profit(RunSummary run) => run.FinalEquity - run.InitialCapital;

    /// <summary>The strategy's name for people.</summary>
    public static string StrategyTitle(RunSummary run) => StrategyInfos.TitleOf(run.Strategy);

    /// <summary>The order that an address asks for: newest first where it names no column.</summary>
    public static (RunSort Sort, bool Descending) Order(string? column, bool descending) =>
        All.FirstOrDefault(c => c.Column == column) is { Column: not null } known ? (known.Sort, descending) : (RunSort.Created, true);

    /// <summary>What a click on a heading asks for: numbers largest first, words from A; the second click turns it, the third goes back to newest first.</summary>
    public static (string? Column, bool Descending) Next(string column, string? sorted, bool descending)
    {
        var first = All.Any(c => c.Column == column && c.Numeric);
        return sorted != column ? (column, first) : descending == first ? (column, !first) : (null, false);
    }
}
