using System.Text.Json;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>Which trades the table shows, and in what order. Rows keep their number in the run's list.</summary>
/// <param name="Outcome">"winners", "losers", "open"; anything else shows all.</param>
/// <param name="Side">"long", "short"; anything else shows both.</param>
/// <param name="Symbol">One symbol; null or empty for all.</param>
/// <param name="Sort">A name of <see cref="TradeField.All"/>, or "number"; anything else keeps the order of exit.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="ExitBy">One exit reason as documents spell it; null or empty for all.</param>
public sealed record TradeRows(string? Outcome, string? Side, string? Symbol, string? Sort, bool Descending, string? ExitBy = null)
{
    /// <summary>The chosen rows, sorted; unknown values come last either way, ties keep the run's order.</summary>
    public IReadOnlyList<(int Row, Trade Trade)> Apply(IReadOnlyList<Trade> trades)
    {
        var rows = trades.Select((trade, row) => (Row: row, Trade: trade)).Where(r => Shows(r.Trade));
        var field = TradeField.All.FirstOrDefault(f => f.Name == Sort);
        if (field is null)
        {
            return Sort == TradeField.NumberName && Descending ? [.. rows.Reverse()] : [.. rows];
        }

        if (field.Number is { } number)
        {
            var sign = Descending ? -1 : 1;
            return [.. rows.OrderBy(r => double.IsNaN(number(r.Trade))).ThenBy(r => sign * number(r.Trade)).ThenBy(r => r.Row)];
        }

        return Descending
            ? [.. rows.OrderByDescending(r => field.Text(r.Trade), StringComparer.Ordinal).ThenBy(r => r.Row)]
            : [.. rows.OrderBy(r => field.Text(r.Trade), StringComparer.Ordinal).ThenBy(r => r.Row)];
    }

    /// <summary>The exit reason in the words of documents.</summary>
    public static string Reason(Trade trade) => Word(trade.ExitReason);

    /// <summary>An exit reason in the words of documents.</summary>
    public static string Word(ExitReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private bool Shows(Trade trade) =>
        Outcome switch { "winners" => trade.ProfitLoss > 0, "losers" => trade.ProfitLoss < 0, "open" => trade.IsOpen, _ => true }
        && Side switch { "long" => trade.Direction == Direction.Long, "short" => trade.Direction == Direction.Short, _ => true }
        && (string.IsNullOrEmpty(Symbol) || trade.Symbol == Symbol)
        && (string.IsNullOrEmpty(ExitBy) || (!trade.IsOpen && Reason(trade) == ExitBy));
}
