using System.Text.Json;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.Runs;

/// <summary>Trades to rows and back, without loss.</summary>
internal static class TradeRows
{
    public static string Word(Direction direction) => direction == Direction.Long ? "LONG" : "SHORT";

    public static string? Word(ExitReason reason) =>
        reason == ExitReason.None ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    public static BacktestTrade ToRow(long runId, int sequence, Trade trade) => new()
    {
        RunId = runId,
        Sequence = sequence,
        Symbol = trade.Symbol,
        Strategy = trade.Strategy,
        Direction = Word(trade.Direction),
        Quantity = trade.Quantity,
        EntryBar = trade.EntryBar,
        ExitBar = trade.IsOpen ? null : trade.ExitBar,
        EntryPrice = trade.EntryPrice,
        ExitPrice = trade.ExitPrice,
        OpenedAtMs = trade.OpenedAtMs,
        ClosedAtMs = trade.ClosedAtMs,
        Fees = trade.Fees,
        Slippage = trade.Slippage,
        Funding = trade.Funding,
        ProfitLoss = trade.ProfitLoss,
        ProfitLossPercentage = trade.ProfitLossPercentage,
        ExitReason = Word(trade.ExitReason),
        EntryOrder = Words.Of(trade.EntryOrder),
        InitialStop = trade.InitialStop,
        Mae = trade.Mae,
        Mfe = trade.Mfe,
        Confidence = trade.Confidence,
        SignalIndicatorsJson = trade.SignalIndicators.Count == 0 ? "{}" : StoredJson.Write(trade.SignalIndicators),
    };

    public static Trade ToTrade(BacktestTrade row) => new()
    {
        Symbol = row.Symbol,
        Strategy = row.Strategy,
        Direction = row.Direction == "LONG" ? Direction.Long : Direction.Short,
        Quantity = Unknown.ToNaN(row.Quantity),
        EntryBar = row.EntryBar,
        ExitBar = row.ExitBar ?? -1,
        EntryPrice = Unknown.ToNaN(row.EntryPrice),
        ExitPrice = Unknown.ToNaN(row.ExitPrice),
        OpenedAtMs = row.OpenedAtMs,
        ClosedAtMs = row.ClosedAtMs,
        Fees = Unknown.ToNaN(row.Fees),
        Slippage = Unknown.ToNaN(row.Slippage),
        Funding = Unknown.ToNaN(row.Funding),
        ProfitLoss = Unknown.ToNaN(row.ProfitLoss),
        ExitReason = Reason(row.ExitReason),
        EntryOrder = Enum.Parse<OrderType>(row.EntryOrder, ignoreCase: true),
        InitialStop = Unknown.ToNaN(row.InitialStop),
        Mae = Unknown.ToNaN(row.Mae),
        Mfe = Unknown.ToNaN(row.Mfe),
        Confidence = Unknown.ToNaN(row.Confidence),
        SignalIndicators = row.SignalIndicatorsJson == "{}"
            ? []
            : StoredJson.Read<Dictionary<string, double>>(row.SignalIndicatorsJson),
    };

    private static ExitReason Reason(string? word) =>
        Enum.GetValues<ExitReason>().FirstOrDefault(r => Word(r) == word, ExitReason.None) is var reason && (reason != ExitReason.None || word is null)
            ? reason
            : throw new FormatException($"exit_reason: '{word}' is unknown to this version");
}
