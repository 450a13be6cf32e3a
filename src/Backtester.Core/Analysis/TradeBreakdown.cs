using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>By what trades are grouped.</summary>
public enum BreakdownBy
{
    Symbol,
    Strategy,

    /// <summary>LONG and SHORT.</summary>
    Side,

    /// <summary>In the words of documents: stop_loss, take_profit, …</summary>
    ExitReason,

    /// <summary>UTC hour of the entry bar, "00" to "23".</summary>
    EntryHour,

    /// <summary>UTC weekday of the entry bar, "Monday" first.</summary>
    EntryWeekday,

    /// <summary>UTC year and month of the exit bar, "2024-01".</summary>
    ExitMonth,
}

/// <summary>The closed trades of one group.</summary>
/// <param name="Key">The group, in the words of documents.</param>
/// <param name="Statistics">Its trades, in order of exit.</param>
/// <param name="Fees">Their fees.</param>
/// <param name="AverageDurationSeconds">Mean time between the opens of the entry and the exit bar.</param>
public sealed record BreakdownRow(string Key, TradeStatistics Statistics, double Fees, double AverageDurationSeconds);

/// <summary>Closed trades in groups.</summary>
public static class TradeBreakdown
{
    /// <summary>One row for each group that has a trade, in the natural order of the groups (symbols, strategies and reasons by their first exit).</summary>
    public static IReadOnlyList<BreakdownRow> Measure(IReadOnlyList<Trade> trades, BreakdownBy by)
    {
        var groups = new Dictionary<string, List<Trade>>(StringComparer.Ordinal);
        foreach (var trade in trades.Where(t => !t.IsOpen))
        {
            var key = Key(trade, by);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = []);
            }

            group.Add(trade);
        }

        var ordered = by switch
        {
            BreakdownBy.Side or BreakdownBy.EntryHour or BreakdownBy.ExitMonth => groups.OrderBy(g => g.Key, StringComparer.Ordinal),
            BreakdownBy.EntryWeekday => groups.OrderBy(g => ((int)Enum.Parse<DayOfWeek>(g.Key) + 6) % 7),
            _ => groups.AsEnumerable(),
        };
        return [.. ordered.Select(g => Row(g.Key, g.Value))];
    }

    private static BreakdownRow Row(string key, List<Trade> trades)
    {
        var (fees, durationMs) = (0.0, 0.0);
        foreach (var trade in trades)
        {
            fees += trade.Fees;
            durationMs += (trade.ClosedAtMs ?? trade.OpenedAtMs) - trade.OpenedAtMs;
        }

        var statistics = TradeStatistics.Of(trades.ConvertAll(t => t.ProfitLoss).ToArray());
        return new BreakdownRow(key, statistics, fees, durationMs / 1000 / trades.Count);
    }

    private static string Key(Trade trade, BreakdownBy by) => by switch
    {
        BreakdownBy.Symbol => trade.Symbol,
        BreakdownBy.Strategy => trade.Strategy,
        BreakdownBy.Side => trade.Direction.ToString().ToUpperInvariant(),
        BreakdownBy.ExitReason => SnakeCase(trade.ExitReason.ToString()),
        BreakdownBy.EntryHour => DateTime.UnixEpoch.AddMilliseconds(trade.OpenedAtMs).ToString("HH"),
        BreakdownBy.EntryWeekday => DateTime.UnixEpoch.AddMilliseconds(trade.OpenedAtMs).DayOfWeek.ToString(),
        BreakdownBy.ExitMonth => DateTime.UnixEpoch.AddMilliseconds(trade.ClosedAtMs ?? trade.OpenedAtMs).ToString("yyyy-MM"),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "no such grouping"),
    };

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
