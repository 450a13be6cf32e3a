using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Api.Documents;

/// <summary>The answer to a submitted spec: cached is true where a stored run with the same fingerprint answers.</summary>
public sealed record RunAcceptedDocument(long BacktestId, string Status, string Message, bool Cached)
{
    /// <summary>From the service's answer, which has no problems.</summary>
    public static RunAcceptedDocument From(SubmitOutcome outcome) => new(
        outcome.RunId!.Value,
        outcome.Status,
        outcome.Cached ? "The same run is stored already; ?fresh=true runs it anew." : "The run waits for its turn.",
        outcome.Cached);
}

/// <summary>A page of runs, newest first; next_cursor gives the next one and is null on the last; total counts all that match.</summary>
public sealed record RunListDocument(IReadOnlyList<RunSummaryDocument> Results, string? NextCursor, long Total);

/// <summary>A row of the list of runs. Percentages: roi, win_rate, max_drawdown_percentage. Null is unknown.</summary>
public sealed record RunSummaryDocument(
    long Id,
    Guid Uuid,
    string Name,
    string Notes,
    IReadOnlyList<string> Tags,
    string Status,
    string Strategy,
    string Exchange,
    IReadOnlyList<string> Symbols,
    string Timeframe,
    DateTimeOffset StartDate,
    DateTimeOffset EndDate,
    bool Synthetic,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    string? Error,
    long? JobId,
    double? InitialCapital,
    double? FinalEquity,
    double? Roi,
    double? SharpeRatio,
    double? MaxDrawdownPercentage,
    double? WinRate,
    double? ProfitFactor,
    double? TotalTrades)
{
    /// <summary>From what is stored.</summary>
    public static RunSummaryDocument From(RunSummary run) => new(
        run.Id,
        run.Uuid,
        run.Name,
        run.Notes,
        run.Tags,
        run.Status,
        run.Strategy,
        run.Exchange,
        run.Symbols,
        run.Timeframe,
        DateTimeOffset.FromUnixTimeMilliseconds(run.StartMs),
        DateTimeOffset.FromUnixTimeMilliseconds(run.EndMs),
        run.Synthetic,
        DateTimeOffset.FromUnixTimeMilliseconds(run.CreatedAtMs),
        ApiJson.Time(run.FinishedAtMs),
        run.Error,
        run.JobId,
        ApiJson.Known(run.InitialCapital),
        ApiJson.Known(run.FinalEquity),
        ApiJson.Known(run.Roi),
        ApiJson.Known(run.SharpeRatio),
        ApiJson.Known(run.MaxDrawdownPercentage),
        ApiJson.Known(run.WinRate),
        ApiJson.Known(run.ProfitFactor),
        ApiJson.Known(run.TotalTrades));
}

/// <summary>A change of a run: its new name, notes and tags; what is left out or null stays.</summary>
public sealed record RunPatchDocument(string? Name = null, string? Notes = null, IReadOnlyList<string>? Tags = null);
