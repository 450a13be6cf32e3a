using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The columns of a list of runs, and what they are sorted by.</summary>
public static class RunColumns
{
    /// <summary>Name in the address, title, and whether it is a number.</summary>
    public static IReadOnlyList<(string Column, string Title, bool Numeric)> All { get; } =
    [
        ("name", "Name", false), ("strategy", "Strategy", false), ("symbols", "Symbols", false), ("timeframe", "Timeframe", false),
        ("trades", "Trades", true), ("win_rate", "Win rate", true), ("profit", "P/L", true), ("roi", "ROI", true),
        ("drawdown", "Drawdown", true), ("sharpe", "Sharpe", true), ("status", "Status", false), ("created", "Created", false),
    ];

    /// <summary>Profit in the quote currency; NaN before the end.</summary>
    public static double Profit(RunSummary run) => run.FinalEquity - run.InitialCapital;

    /// <summary>The strategy's name for people.</summary>
    public static string StrategyTitle(RunSummary run) => StrategyInfos.TitleOf(run.Strategy);

    /// <summary>Sorts runs by a column; unknown numbers come last either way. Ties, and unknown columns, go newest first.</summary>
    public static IReadOnlyList<RunSummary> Sorted(IEnumerable<RunSummary> runs, string? column, bool descending)
    {
        return column switch
        {
            "name" => ByText(r => r.Name),
            "strategy" => ByText(StrategyTitle),
            "symbols" => ByText(r => string.Join(", ", r.Symbols)),
            "status" => ByText(r => r.Status),
            "timeframe" => ByNumber(r => Core.Market.Timeframe.TryParse(r.Timeframe, out var t) ? t.Milliseconds : double.NaN),
            "trades" => ByNumber(r => r.TotalTrades),
            "win_rate" => ByNumber(r => r.WinRate),
            "profit" => ByNumber(Profit),
            "roi" => ByNumber(r => r.Roi),
            "drawdown" => ByNumber(r => r.MaxDrawdownPercentage),
            "sharpe" => ByNumber(r => r.SharpeRatio),
            "created" => ByNumber(r => r.CreatedAtMs),
            _ => [.. runs.OrderByDescending(r => r.Id)],
        };

        IReadOnlyList<RunSummary> ByText(Func<RunSummary, string> key) => descending
            ? [.. runs.OrderByDescending(key, StringComparer.OrdinalIgnoreCase).ThenByDescending(r => r.Id)]
            : [.. runs.OrderBy(key, StringComparer.OrdinalIgnoreCase).ThenByDescending(r => r.Id)];

        IReadOnlyList<RunSummary> ByNumber(Func<RunSummary, double> key) =>
            [.. runs.OrderBy(r => double.IsNaN(key(r))).ThenBy(r => descending ? -key(r) : key(r)).ThenByDescending(r => r.Id)];
    }
}
