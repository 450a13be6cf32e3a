using System.Linq.Expressions;
using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Runs;

/// <summary>Turns a <see cref="RunQuery"/> into SQL.</summary>
internal static class RunList
{
    /// <summary>The columns of a summary, so that lists never read the large texts.</summary>
    public static readonly Expression<Func<BacktestRun, RunSummary>> Summary = r => new RunSummary
    {
        Id = r.Id,
        Uuid = r.Uuid,
        Name = r.Name,
        Notes = r.Notes,
        Status = r.Status,
        Strategy = r.Strategy,
        Symbols = r.Symbols.Split(',', StringSplitOptions.RemoveEmptyEntries),
        Timeframe = r.Timeframe,
        Exchange = r.Exchange,
        Synthetic = r.Synthetic,
        RangeStartMs = r.RangeStartMs,
        RangeEndMs = r.RangeEndMs,
        Fingerprint = r.Fingerprint,
        ResultHash = r.ResultHash,
        CreatedMs = r.CreatedMs,
        StartedMs = r.StartedMs,
        FinishedMs = r.FinishedMs,
        ErrorMessage = r.ErrorMessage,
        ErrorCause = r.ErrorCause,
        InitialEquity = r.InitialEquity,
        TotalTrades = r.TotalTrades,
        WinRate = r.WinRate,
        TotalProfitLoss = r.TotalProfitLoss,
        Roi = r.Roi,
        MaxDrawdownPercentage = r.MaxDrawdownPercentage,
        SharpeRatio = r.SharpeRatio,
        ProfitFactor = r.ProfitFactor,
        FinalEquity = r.FinalEquity,
    };

    /// <summary>The same for a row that is read already.</summary>
    public static readonly Func<BacktestRun, RunSummary> ToSummary = Summary.Compile();

    private static readonly Expression<Func<BacktestRun, long>> Id = r => r.Id;

    private static readonly Dictionary<RunSort, Expression<Func<BacktestRun, double?>>> Numbers = new()
    {
        [RunSort.TotalTrades] = r => r.TotalTrades,
        [RunSort.WinRate] = r => r.WinRate,
        [RunSort.TotalProfitLoss] = r => r.TotalProfitLoss,
        [RunSort.Roi] = r => r.Roi,
        [RunSort.MaxDrawdown] = r => r.MaxDrawdownPercentage,
        [RunSort.SharpeRatio] = r => r.SharpeRatio,
        [RunSort.ProfitFactor] = r => r.ProfitFactor,
        [RunSort.FinalEquity] = r => r.FinalEquity,
    };

    private static readonly Dictionary<RunSort, Expression<Func<BacktestRun, string>>> Texts = new()
    {
        [RunSort.Name] = r => r.Name,
        [RunSort.Strategy] = r => r.Strategy,
    };

    public static async Task<Page<RunSummary>> ReadAsync(BacktesterDb db, RunQuery query, CancellationToken cancellation)
    {
        var limit = PageLimit.Check(query.Limit);
        var sort = $"{query.Sort}{(query.Descending ? '-' : '+')}";
        var after = Cursor.Parse(query.Cursor, sort, isNumber: Numbers.ContainsKey(query.Sort));
        var matching = Matching(db.Runs, query);
        var total = await matching.LongCountAsync(cancellation);
        var rows = await Ordered(matching, query, after).Take(limit + 1).Select(Summary).ToListAsync(cancellation);
        if (rows.Count <= limit)
        {
            return new Page<RunSummary>(rows, NextCursor: null, total);
        }

        rows.RemoveAt(limit);
        return new Page<RunSummary>(rows, new Cursor(sort, rows[^1].Id, SortValue(rows[^1], query.Sort)).ToString(), total);
    }

    private static IQueryable<BacktestRun> Matching(IQueryable<BacktestRun> runs, RunQuery query)
    {
        if (query.Statuses.Count > 0)
        {
            var statuses = query.Statuses.ToArray();
            runs = runs.Where(r => statuses.Contains(r.Status));
        }

        if (query.Strategy is not null)
        {
            runs = runs.Where(r => r.Strategy == query.Strategy);
        }

        foreach (var word in (query.Text ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            runs = runs.Where(r => r.SearchText.Contains(word));
        }

        return runs;
    }

    private static IQueryable<BacktestRun> Ordered(IQueryable<BacktestRun> runs, RunQuery query, Cursor? after)
    {
        if (Numbers.TryGetValue(query.Sort, out var number))
        {
            return Keyset.ByNumber(runs, number, Id, query.Descending, after);
        }

        return Texts.TryGetValue(query.Sort, out var text)
            ? Keyset.ByText(runs, text, Id, query.Descending, after)
            : Keyset.ById(runs, Id, query.Descending, after);
    }

    private static string? SortValue(RunSummary run, RunSort sort) => sort switch
    {
        RunSort.Created => null,
        RunSort.Name => run.Name,
        RunSort.Strategy => run.Strategy,
        RunSort.TotalTrades => Number(run.TotalTrades),
        RunSort.WinRate => Number(run.WinRate),
        RunSort.TotalProfitLoss => Number(run.TotalProfitLoss),
        RunSort.Roi => Number(run.Roi),
        RunSort.MaxDrawdown => Number(run.MaxDrawdownPercentage),
        RunSort.SharpeRatio => Number(run.SharpeRatio),
        RunSort.ProfitFactor => Number(run.ProfitFactor),
        RunSort.FinalEquity => Number(run.FinalEquity),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "not an order"),
    };

    private static string? Number(double? value) => value is double known ? Cursor.FromNumber(known) : null;
}
