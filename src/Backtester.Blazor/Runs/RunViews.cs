using Backtester.Core.Runs;
using Backtester.Persistence;
using Stored = Backtester.Persistence.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>Stored rows as pages and the API see them.</summary>
internal static class RunViews
{
    /// <summary>The stores' form of a query.</summary>
    /// <exception cref="SpecException">A word is none.</exception>
    public static Stored.RunQuery Query(RunQuery query)
    {
        var problems = new List<SpecProblem>();
        WorkStatus status = default;
        if (query.Status is not null && !WorkStatusWords.TryParse(query.Status, out status))
        {
            problems.Add(new("status", "is none", query.Status, string.Join(", ", Enum.GetValues<WorkStatus>().Select(s => s.Word()))));
        }

        if (query.Limit is < 1 or > RunQuery.MostRows)
        {
            problems.Add(new("limit", "is out of range", $"{query.Limit}", $"1 to {RunQuery.MostRows}"));
        }

        return problems.Count > 0 ? throw new SpecException(problems) : new Stored.RunQuery
        {
            Statuses = query.Status is null ? [] : [status],
            Strategy = query.Strategy,
            Text = $"{query.Text} {query.Symbol}",
            Sort = (Stored.RunSort)query.Sort,
            Descending = query.Descending,
            Limit = query.Limit,
            Cursor = query.Cursor,
            Tag = query.Tag,
            Skip = query.Skip,
            Without = query.Without ?? [],
        };
    }

    public static RunSummary Summary(Stored.RunSummary run, long? jobId) => new()
    {
        Id = run.Id,
        Uuid = run.Uuid,
        Name = run.Name,
        Notes = run.Notes,
        Tags = run.Tags,
        Status = run.Status.Word(),
        Strategy = run.Strategy,
        Exchange = run.Exchange,
        Symbols = run.Symbols,
        Timeframe = run.Timeframe,
        StartMs = run.RangeStartMs,
        EndMs = run.RangeEndMs,
        Synthetic = run.Synthetic,
        CreatedAtMs = run.CreatedMs,
        FinishedAtMs = run.FinishedMs,
        Error = run.ErrorMessage,
        JobId = jobId,
        InitialCapital = run.InitialEquity ?? double.NaN,
        FinalEquity = run.FinalEquity ?? double.NaN,
        Roi = run.Roi ?? double.NaN,
        SharpeRatio = run.SharpeRatio ?? double.NaN,
        MaxDrawdownPercentage = run.MaxDrawdownPercentage ?? double.NaN,
        WinRate = run.WinRate ?? double.NaN,
        ProfitFactor = run.ProfitFactor ?? double.NaN,
        TotalTrades = run.TotalTrades ?? double.NaN,
    };

    public static RunDetail Detail(Stored.StoredRun run, long? jobId) => new()
    {
        Summary = Summary(run.Summary, jobId),
        SpecText = run.Plan.SpecText,
        Manifest = run.Plan.Manifest,
        Plan = run.Plan,
        Fingerprint = run.Plan.Fingerprint,
        ResultHash = run.Summary.ResultHash,
        Metrics = run.Metrics.Values,
        MetricNotes = run.Metrics.Notes,
        Trades = run.Trades ?? [],
        Warnings = run.Warnings,
        Refusals = run.Refusals,
        Ambiguity = run.Ambiguity,
    };
}
