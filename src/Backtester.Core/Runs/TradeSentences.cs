using System.Globalization;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>The two fills of a trade in sentences, from its record alone; exact and in UTC where no style is given.</summary>
public static class TradeSentences
{
    /// <summary>What opened it, at what price, and what was known then.</summary>
    public static string Entry(Trade trade, SentenceStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(trade);
        style ??= SentenceStyle.Exact;
        var how = trade.EntryOrder switch
        {
            OrderType.Limit => "a limit order, which the market traded through,",
            OrderType.Stop => "a stop order, which the market touched,",
            _ => "a market order",
        };
        var verb = trade.Direction == Direction.Long ? "Bought" : "Sold short";
        var text = $"{verb} {style.Quantity(trade.Quantity)} {trade.Symbol} at {style.Price(trade.EntryPrice)} in the bar of {style.Time(trade.OpenedAtMs)}: {how} of {trade.Strategy}";
        text += double.IsNaN(trade.Confidence) ? "" : $", with a confidence of {style.Value(trade.Confidence)}";
        var indicators = string.Join(", ", trade.SignalIndicators.Where(i => double.IsFinite(i.Value)).Select(i => $"{i.Key} {style.Value(i.Value)}"));
        text += indicators.Length == 0 ? "" : $" ({indicators})";
        return text + (double.IsNaN(trade.InitialStop) ? "." : $"; its stop was laid at {style.Price(trade.InitialStop)}.");
    }

    /// <summary>What closed it, at what price, and what it brought.</summary>
    public static string Exit(Trade trade, SentenceStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(trade);
        style ??= SentenceStyle.Exact;
        if (trade.ClosedAtMs is not { } closed)
        {
            return "Still open at the end of the candles.";
        }

        var verb = trade.Direction == Direction.Long ? "Sold" : "Bought back";
        var held = trade.BarsHeld switch
        {
            0 => "in the same bar",
            1 => "one bar later",
            var bars => string.Create(CultureInfo.InvariantCulture, $"{bars:N0} bars later"),
        };
        var result = trade.ProfitLoss switch
        {
            > 0 => $"A profit of {style.Money(trade.ProfitLoss)}",
            < 0 => $"A loss of {style.Money(-trade.ProfitLoss)}",
            _ => "Neither profit nor loss",
        };
        var costs = new[] { ("fees", trade.Fees), ("slippage", trade.Slippage), ("funding", -trade.Funding) }
            .Where(c => c.Item2 != 0)
            .Select(c => $"{style.Money(c.Item2)} of {c.Item1}")
            .ToList();
        var after = costs.Count == 0 ? "" : $" after {string.Join(", ", costs)}";
        var multiple = double.IsNaN(trade.RMultiple) ? "" : $", {style.Multiple(trade.RMultiple)} times what its stop put at risk";
        return $"{verb} at {style.Price(trade.ExitPrice)} in the bar of {style.Time(closed)}, {held}: {Why(trade.ExitReason)}. {result}{after}{multiple}.";
    }

    private static string Why(ExitReason reason) => reason switch
    {
        ExitReason.Signal => "the exit rule said so",
        ExitReason.Reversal => "the other side's entry came",
        ExitReason.StopLoss => "the stop loss was reached",
        ExitReason.TakeProfit => "the take profit was reached",
        ExitReason.TrailingStop => "the trailing stop was reached",
        ExitReason.BreakEven => "the stop at the entry price was reached",
        ExitReason.Trim => "the price of a partial exit was reached",
        ExitReason.Time => "its time was over",
        ExitReason.Liquidation => "the liquidation price was reached",
        ExitReason.MaxDrawdown => "the drawdown limit ended the run",
        ExitReason.Delisted => "the symbol was delisted",
        ExitReason.EndOfData => "the candles ended",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a closed trade has a reason"),
    };
}
