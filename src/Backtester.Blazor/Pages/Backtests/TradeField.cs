using Backtester.Blazor.Shared;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>A column that the table of trades can show.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its heading.</param>
/// <param name="AtFirst">True where it is shown unless another choice was made.</param>
/// <param name="Text">What a cell says.</param>
/// <param name="Number">What is sorted by; null for a column of words, which is sorted by them.</param>
/// <param name="Toned">True where gains and losses have their colours.</param>
/// <param name="Help">What it is, where the heading does not say it.</param>
/// <param name="Place">Where it stands on a card, which a row is on a phone: "status" beside the number, "break" in a line of its own, or empty for half of one.</param>
public sealed record TradeField(
    string Name, string Title, bool AtFirst, Func<Trade, string> Text, Func<Trade, double>? Number = null, bool Toned = false, string? Help = null, string Place = "")
{
    /// <summary>The row's number in the run's list, which every table has first.</summary>
    public const string NumberName = "number";

    /// <summary>All columns in order; headings of times name the zone of whoever looks.</summary>
    public static IReadOnlyList<TradeField> All =>
    [
        new("symbol", "Symbol", true, t => t.Symbol),
        new("strategy", "Strategy", false, t => t.Strategy),
        new("side", "Side", true, t => t.Direction == Direction.Long ? "Long" : "Short"),
        new("opened", $"Opened ({Format.Zone})", true, t => Format.Time(t.OpenedAtMs), t => t.OpenedAtMs, Place: "break"),
        new("closed", $"Closed ({Format.Zone})", true, t => Format.Time(t.ClosedAtMs), t => t.ClosedAtMs ?? double.NaN, Place: "break"),
        new("duration", "Duration", true, t => Format.Duration(Seconds(t)), t => Seconds(t) ?? double.NaN),
        new("bars", "Bars", false, t => Format.Count(t.BarsHeld), t => t.BarsHeld ?? double.NaN, Help: "Exit bar less entry bar"),
        new("quantity", "Quantity", true, t => Format.Quantity(t.Quantity), t => t.Quantity),
        new("entry", "Entry", true, t => Format.Price(t.EntryPrice), t => t.EntryPrice),
        new("exit", "Exit", true, t => Format.Price(t.ExitPrice), t => t.ExitPrice),
        new("fees", "Fees", true, t => Format.Number(t.Fees), t => t.Fees),
        new("slippage", "Slippage", false, t => Format.Number(t.Slippage), t => t.Slippage, Help: "What both fills cost against the prices that they were decided at"),
        new("funding", "Funding", false, t => Format.Signed(t.Funding), t => t.Funding, Toned: true),
        new("profit", "P/L", true, t => Format.Signed(t.ProfitLoss), t => t.ProfitLoss, Toned: true, Help: "Net of fees, slippage and funding", Place: "status"),
        new("percent", "P/L %", true, t => Format.SignedPercent(t.ProfitLossPercentage), t => t.ProfitLossPercentage, Toned: true, Help: "Net profit as a share of what the position cost"),
        new("r", "R", false, t => Format.Signed(t.RMultiple), t => t.RMultiple, Toned: true, Help: "Net profit in multiples of what the first stop put at risk"),
        new("mae", "MAE", false, t => Format.Percent(t.Mae * 100), t => t.Mae, Help: "Worst price against the position while it was open, as a share of the entry price"),
        new("mfe", "MFE", false, t => Format.Percent(t.Mfe * 100), t => t.Mfe, Help: "Best price in the position's favour, as a share of the entry price"),
        new("confidence", "Confidence", false, t => Format.Number(t.Confidence), t => t.Confidence),
        new("reason", "Exit by", true, t => t.IsOpen ? "Still open" : Format.Words(TradeRows.Reason(t))),
    ];

    /// <summary>The value that its colour goes by.</summary>
    public string Tone(Trade trade) => Toned ? Format.Tone(Number!(trade)) : "";

    /// <summary>The columns that an address chooses, in their order; those shown at first where it names none.</summary>
    public static IReadOnlyList<TradeField> Chosen(string? address)
    {
        var names = address?.Split(',') ?? [];
        var chosen = All.Where(f => names.Contains(f.Name)).ToArray();
        return chosen.Length > 0 ? chosen : [.. All.Where(f => f.AtFirst)];
    }

    /// <summary>What an address says of a choice; null for the columns shown at first.</summary>
    public static string? Address(IReadOnlyCollection<string> names)
    {
        var chosen = All.Where(f => names.Contains(f.Name)).ToArray();
        return chosen.Length == 0 || chosen.SequenceEqual(All.Where(f => f.AtFirst)) ? null : string.Join(',', chosen.Select(f => f.Name));
    }

    private static double? Seconds(Trade trade) => (trade.ClosedAtMs - trade.OpenedAtMs) / 1000.0;
}
