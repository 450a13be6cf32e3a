using System.Text.Json;
using Backtester.Blazor.Shared;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>Which trades the table shows, and in what order. Rows keep their number in the run's list.</summary>
/// <param name="Outcome">"winners", "losers", "open"; anything else shows all.</param>
/// <param name="Side">"long", "short"; anything else shows both.</param>
/// <param name="Symbol">One symbol; null or empty for all.</param>
/// <param name="Sort">A column of <see cref="Columns"/>; anything else keeps the order of exit.</param>
/// <param name="Descending">Largest first.</param>
public sealed record TradeRows(string? Outcome, string? Side, string? Symbol, string? Sort, bool Descending)
{
    /// <summary>Name in the address, title, and whether it is a number.</summary>
    public static IReadOnlyList<(string Column, string Title, bool Numeric)> Columns =>
    [
        ("number", "#", true), ("symbol", "Symbol", false), ("side", "Side", false), ("opened", $"Opened ({Format.Zone})", false), ("closed", $"Closed ({Format.Zone})", false),
        ("bars", "Bars", true), ("quantity", "Quantity", true), ("entry", "Entry", true), ("exit", "Exit", true),
        ("fees", "Fees", true), ("profit", "P/L", true), ("percent", "P/L %", true), ("reason", "Exit by", false),
    ];

    /// <summary>The chosen rows, sorted; unknown values come last either way, ties keep the run's order.</summary>
    public IReadOnlyList<(int Row, Trade Trade)> Apply(IReadOnlyList<Trade> trades)
    {
        var rows = trades.Select((trade, row) => (Row: row, Trade: trade)).Where(r => Shows(r.Trade));
        Func<(int Row, Trade Trade), double>? number = Sort switch
        {
            "number" => r => r.Row,
            "opened" => r => r.Trade.OpenedAtMs,
            "closed" => r => r.Trade.ClosedAtMs ?? double.NaN,
            "bars" => r => r.Trade.BarsHeld ?? double.NaN,
            "quantity" => r => r.Trade.Quantity,
            "entry" => r => r.Trade.EntryPrice,
            "exit" => r => r.Trade.ExitPrice,
            "fees" => r => r.Trade.Fees,
            "profit" => r => r.Trade.ProfitLoss,
            "percent" => r => r.Trade.ProfitLossPercentage,
            _ => null,
        };
        if (number is not null)
        {
            return [.. rows.OrderBy(r => double.IsNaN(number(r))).ThenBy(r => Descending ? -number(r) : number(r)).ThenBy(r => r.Row)];
        }

        Func<(int Row, Trade Trade), string>? text = Sort switch
        {
            "symbol" => r => r.Trade.Symbol,
            "side" => r => r.Trade.Direction.ToString(),
            "reason" => r => Reason(r.Trade),
            _ => null,
        };
        return text switch
        {
            null => [.. rows],
            _ when Descending => [.. rows.OrderByDescending(text, StringComparer.Ordinal).ThenBy(r => r.Row)],
            _ => [.. rows.OrderBy(text, StringComparer.Ordinal).ThenBy(r => r.Row)],
        };
    }

    /// <summary>The exit reason in the words of documents.</summary>
    public static string Reason(Trade trade) => JsonNamingPolicy.SnakeCaseLower.ConvertName(trade.ExitReason.ToString());

    private bool Shows(Trade trade) =>
        Outcome switch { "winners" => trade.ProfitLoss > 0, "losers" => trade.ProfitLoss < 0, "open" => trade.IsOpen, _ => true }
        && Side switch { "long" => trade.Direction == Direction.Long, "short" => trade.Direction == Direction.Short, _ => true }
        && (string.IsNullOrEmpty(Symbol) || trade.Symbol == Symbol);
}
