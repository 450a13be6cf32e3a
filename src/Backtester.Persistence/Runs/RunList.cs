using System.Linq.Expressions;
using Backtester.Core.Market;
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
        Tags = r.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries),
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
        [RunSort.Timeframe] = Steps(r => r.Timeframe, Timeframe.All.Select(t => (t.Name, (double)t.Milliseconds))),
        [RunSort.Status] = Steps(r => r.Status, Enum.GetValues<WorkStatus>().Select(s => (s, (double)s))),
    };

    /// <summary>Numbers that are columns, not calculated: those have an index.</summary>
    private static readonly HashSet<RunSort> Columns = [.. Numbers.Keys.Except([RunSort.Timeframe, RunSort.Status])];

    private static readonly Dictionary<RunSort, Expression<Func<BacktestRun, string>>> Texts = new()
    {
        [RunSort.Name] = r => r.Name,
        [RunSort.Strategy] = r => r.Strategy,
        [RunSort.Symbols] = r => r.Symbols,
    };

    public static async Task<Page<RunSummary>> ReadAsync(BacktesterDb db, RunQuery query, CancellationToken cancellation)
    {
        var limit = PageLimit.Check(query.Limit);
        var sort = $"{query.Sort}{(query.Descending ? '-' : '+')}";
        var after = Cursor.Parse(query.Cursor, sort, isNumber: Numbers.ContainsKey(query.Sort));
        var matching = Matching(db.Runs, query);
        var total = await matching.LongCountAsync(cancellation);
        var rows = Columns.Contains(query.Sort)
            ? await ByColumnAsync(matching, query, after, limit + 1, cancellation)
            : await Ordered(matching, query, after).Skip(Math.Max(0, query.Skip)).Take(limit + 1).Select(Summary).ToListAsync(cancellation);
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

        if (query.Tag is not null)
        {
            var tag = RunTags.ToColumn([query.Tag.Trim().ToLowerInvariant()]);
            runs = runs.Where(r => r.Tags.Contains(tag));
        }

        if (query.Without.Count > 0)
        {
            var without = query.Without.ToArray();
            runs = runs.Where(r => !without.Contains(r.Id));
        }

        foreach (var word in (query.Text ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            runs = runs.Where(r => r.SearchText.Contains(word));
        }

        return runs;
    }

    /// <summary>Sorted by a column that has an index: the runs whose value is known, then the others.</summary>
    private static async Task<List<RunSummary>> ByColumnAsync(IQueryable<BacktestRun> matching, RunQuery query, Cursor? after, int count, CancellationToken cancellation)
    {
        var value = Numbers[query.Sort];
        var skip = Math.Max(0, query.Skip);
        var known = Keyset.Known(matching, value, Id, query.Descending, after);
        var pastKnown = after is { Number: null };
        var rows = pastKnown ? [] : await known.Skip(skip).Take(count).Select(Summary).ToListAsync(cancellation);
        if (rows.Count == count)
        {
            return rows;
        }

        // Of the rows to skip, those with a known value are passed already.
        var passed = skip == 0 || pastKnown ? 0 : await known.CountAsync(cancellation);
        var unknown = Keyset.Unknown(matching, value, Id, query.Descending, after);
        rows.AddRange(await unknown.Skip(Math.Max(0, skip - passed)).Take(count - rows.Count).Select(Summary).ToListAsync(cancellation));
        return rows;
    }

    private static IQueryable<BacktestRun> Ordered(IQueryable<BacktestRun> runs, RunQuery query, Cursor? after)
    {
        if (Numbers.TryGetValue(query.Sort, out var number))
        {
            return Keyset.ByNumber(runs, number, Id, query.Descending, after);
        }

        return Texts.TryGetValue(query.Sort, out var text)
            ? Keyset.ByText(runs, text, Id, query.Descending, after, foldsCase: query.Sort == RunSort.Name)
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
        RunSort.Symbols => string.Join(',', run.Symbols),
        RunSort.Timeframe => Number(Timeframe.TryParse(run.Timeframe, out var timeframe) ? timeframe.Milliseconds : null),
        RunSort.Status => Number((double)run.Status),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "not an order"),
    };

    /// <summary>A number for each of some words, unknown for any other: in SQL a CASE.</summary>
    private static Expression<Func<BacktestRun, double?>> Steps<T>(Expression<Func<BacktestRun, T>> word, IEnumerable<(T Word, double Number)> numbers)
    {
        Expression otherwise = Expression.Constant(null, typeof(double?));
        foreach (var (name, number) in numbers)
        {
            otherwise = Expression.Condition(Expression.Equal(word.Body, Expression.Constant(name, typeof(T))), Expression.Constant(number, typeof(double?)), otherwise);
        }

        return Expression.Lambda<Func<BacktestRun, double?>>(otherwise, word.Parameters);
    }

    private static string? Number(double? value) => value is double known ? Cursor.FromNumber(known) : null;
}
