using System.Linq.Expressions;
using Backtester.Core.Runs;
using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Runs;

/// <summary>Turns a <see cref="TradeQuery"/> into SQL.</summary>
internal static class TradeList
{
    public static async Task<TradePage> ReadAsync(BacktesterDb db, long runId, TradeQuery query, CancellationToken cancellation)
    {
        var limit = PageLimit.Check(query.Limit);
        if (query.Offset < 0)
        {
            throw new SpecException([new SpecProblem("offset", "is out of range", $"{query.Offset}", "0 or more")]);
        }

        var matching = Matching(db.Trades.Where(t => t.RunId == runId), query);
        var total = await matching.CountAsync(cancellation);
        var rows = await Ordered(matching, query).Skip(query.Offset).Take(limit).ToListAsync(cancellation);
        return new TradePage(rows.ConvertAll(r => new StoredTrade(r.Sequence, TradeRows.ToTrade(r))), total);
    }

    private static IQueryable<BacktestTrade> Matching(IQueryable<BacktestTrade> trades, TradeQuery query)
    {
        trades = query.Outcome switch
        {
            TradeOutcome.Winners => trades.Where(t => t.ProfitLoss > 0),
            TradeOutcome.Losers => trades.Where(t => t.ProfitLoss < 0),
            _ => trades,
        };
        if (query.Symbol is not null)
        {
            trades = trades.Where(t => t.Symbol == query.Symbol);
        }

        if (query.Direction is { } direction)
        {
            var word = TradeRows.Word(direction);
            trades = trades.Where(t => t.Direction == word);
        }

        if (query.ExitReason is { } reason)
        {
            var word = TradeRows.Word(reason);
            trades = trades.Where(t => t.ExitReason == word);
        }

        return trades;
    }

    private static IQueryable<BacktestTrade> Ordered(IQueryable<BacktestTrade> trades, TradeQuery query)
    {
        var down = query.Descending;
        return query.Sort switch
        {
            TradeSort.Sequence => down ? trades.OrderByDescending(t => t.Sequence) : trades.OrderBy(t => t.Sequence),
            TradeSort.Opened => (down ? trades.OrderByDescending(t => t.OpenedAtMs) : trades.OrderBy(t => t.OpenedAtMs)).ThenBy(t => t.Sequence),
            TradeSort.Symbol => (down ? trades.OrderByDescending(t => t.Symbol) : trades.OrderBy(t => t.Symbol)).ThenBy(t => t.Sequence),
            TradeSort.ProfitLoss => By(trades, t => t.ProfitLoss == null, t => t.ProfitLoss, down),
            TradeSort.ProfitLossPercentage => By(trades, t => t.ProfitLossPercentage == null, t => t.ProfitLossPercentage, down),
            TradeSort.Notional => By(trades, t => t.Quantity == null || t.EntryPrice == null, t => t.Quantity * t.EntryPrice, down),
            TradeSort.BarsHeld => By(trades, t => t.ExitBar == null, t => t.ExitBar - t.EntryBar, down),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Sort, "not an order"),
        };
    }

    private static IQueryable<BacktestTrade> By<TValue>(
        IQueryable<BacktestTrade> trades, Expression<Func<BacktestTrade, bool>> unknown, Expression<Func<BacktestTrade, TValue>> value, bool descending)
    {
        var knownFirst = trades.OrderBy(unknown);
        return (descending ? knownFirst.ThenByDescending(value) : knownFirst.ThenBy(value)).ThenBy(t => t.Sequence);
    }
}
