using System.Globalization;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>The two fills of a trade in sentences, from its record alone.</summary>
public static class TradeSentences
{
    /// <summary>What opened it, at what price, and what was known then.</summary>
    public static string Entry(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var how = trade.EntryOrder switch
        {
            OrderType.Limit => "a limit order, which the market traded through,",
            OrderType.Stop => "a stop order, which the market touched,",
            _ => "a market order",
        };
        var verb = trade.Direction == Direction.Long ? "Bought" : "Sold short";
        var text = Text($"{verb} {Number(trade.Quantity)} {trade.Symbol} at {Number(trade.EntryPrice)} in the bar of {Time(trade.OpenedAtMs)}: {how} of {trade.Strategy}");
        text += double.IsNaN(trade.Confidence) ? "" : Text($", with a confidence of {Number(trade.Confidence)}");
        var indicators = string.Join(", ", trade.SignalIndicators.Where(i => double.IsFinite(i.Value)).Select(i => $"{i.Key} {Number(i.Value)}"));
        text += indicators.Length == 0 ? "" : $" ({indicators})";
        return text + (double.IsNaN(trade.InitialStop) ? "." : $"; its stop was laid at {Number(trade.InitialStop)}.");
    }

    /// <summary>What closed it, at what price, and what it brought.</summary>
    public static string Exit(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.ClosedAtMs is not { } closed)
        {
            return "Still open at the end of the candles.";
        }

        var verb = trade.Direction == Direction.Long ? "Sold" : "Bought back";
        var held = trade.BarsHeld switch
        {
            0 => "in the same bar",
            1 => "one bar later",
            var bars => Text($"{bars:N0} bars later"),
        };
        var result = trade.ProfitLoss switch
        {
            > 0 => $"A profit of {Number(trade.ProfitLoss)}",
            < 0 => $"A loss of {Number(-trade.ProfitLoss)}",
            _ => "Neither profit nor loss",
        };
        var costs = new[] { ("fees", trade.Fees), ("slippage", trade.Slippage), ("funding", -trade.Funding) }
            .Where(c => c.Item2 != 0)
            .Select(c => $"{Number(c.Item2)} of {c.Item1}")
            .ToList();
        var after = costs.Count == 0 ? "" : $" after {string.Join(", ", costs)}";
        var multiple = double.IsNaN(trade.RMultiple) ? "" : Text($", {trade.RMultiple:0.00} times what its stop put at risk");
        return Text($"{verb} at {Number(trade.ExitPrice)} in the bar of {Time(closed)}, {held}: {Why(trade.ExitReason)}. {result}{after}{multiple}.");
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

    private static string Time(long timeMs) => IsoTime.Format(timeMs);

    private static string Number(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
