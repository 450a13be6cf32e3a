using System.Text.Json;
using Backtester.Core.Orders;

namespace Backtester.Core.Runs;

/// <summary>The words of documents for the names of code: "StopLoss" is "stop_loss".</summary>
public static class Words
{
    /// <summary>The word of a grouping of trades.</summary>
    public static string Of(Analysis.BreakdownBy by) => Snake(by.ToString());

    /// <summary>The word of an exit reason; null for a position still open.</summary>
    public static string? Of(ExitReason reason) => reason == ExitReason.None ? null : Snake(reason.ToString());

    /// <summary>The word of an order type.</summary>
    public static string Of(OrderType type) => Snake(type.ToString());

    /// <summary>The word of a refusal.</summary>
    public static string Of(RefusalReason reason) => Snake(reason.ToString());

    /// <summary>"LONG" or "SHORT".</summary>
    public static string Of(Direction direction) => direction == Direction.Long ? "LONG" : "SHORT";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
