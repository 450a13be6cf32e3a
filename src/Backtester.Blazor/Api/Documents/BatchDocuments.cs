using Backtester.Blazor.Optimizations;
using Backtester.Persistence;
using Backtester.Persistence.Batches;

namespace Backtester.Blazor.Api.Documents;

/// <summary>The answer to a submitted batch: cached is true where a stored one with the same fingerprint answers. total_combinations counts the sets of all searches.</summary>
public sealed record BatchAcceptedDocument(long BatchId, int Searches, long TotalCombinations, string Status, double EstimatedTimeMinutes, string Message, bool Cached)
{
    /// <summary>From the service's answer, which has no problems.</summary>
    internal static BatchAcceptedDocument From(BatchOutcome outcome) => new(
        outcome.Id!.Value,
        outcome.Searches,
        outcome.Sets,
        outcome.Status,
        outcome.EstimatedMinutes,
        outcome.Cached ? "The same batch is stored already; ?fresh=true makes it anew." : "The batch waits for its turn.",
        outcome.Cached);
}

/// <summary>The latest batches.</summary>
public sealed record BatchListDocument(IReadOnlyList<BatchSummaryDocument> Results);

/// <summary>A row of the list of batches.</summary>
public sealed record BatchSummaryDocument(
    long Id, Guid Uuid, string Name, string Status, string Objective, int Searches, int SearchesDone, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, string? Error)
{
    /// <summary>From what is stored.</summary>
    public static BatchSummaryDocument From(OptimizationBatch row) => new(
        row.Id, row.Uuid, row.Name, row.Status.Word(), row.Objective, row.Cells, row.CellsDone, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs), ApiJson.Time(row.FinishedMs), row.ErrorMessage);
}

/// <summary>A batch as a league table, the most convincing search first. Null is unknown; effective_trials are those of all searches together.</summary>
public sealed record BatchDocument(
    long Id,
    Guid Uuid,
    string Name,
    string Status,
    bool Cached,
    string? Error,
    string Fingerprint,
    string Objective,
    int Searches,
    int SearchesDone,
    long Trials,
    double? EffectiveTrials,
    string? Sentence,
    IReadOnlyList<LeagueRowDocument> League)
{
    /// <summary>From the ranked batch.</summary>
    public static BatchDocument From(League league, bool cached = false)
    {
        var row = league.Batch;
        return new BatchDocument(
            row.Id,
            row.Uuid,
            row.Name,
            row.Status.Word(),
            cached,
            row.ErrorMessage,
            row.Fingerprint,
            row.Objective,
            row.Cells,
            row.CellsDone,
            league.Trials,
            ApiJson.Known(league.EffectiveTrials),
            league.Sentence,
            [.. league.Rows.Select(LeagueRowDocument.From)]);
    }
}

/// <summary>
/// A search of the league: deflated_sharpe and luck_probability are given the tries of the whole batch, those of the search
/// alone stand in its own document.
/// </summary>
public sealed record LeagueRowDocument(
    int? Rank,
    int Number,
    string Strategy,
    string Symbol,
    string Timeframe,
    string Status,
    long? OptimizationId,
    long Completed,
    double? DeflatedSharpe,
    double? LuckProbability,
    bool? IsMoreThanLuck,
    double? BestSharpe,
    double? LuckSharpe,
    double? BestScore,
    IReadOnlyDictionary<string, double>? Params,
    IReadOnlyDictionary<string, double?>? Metrics,
    string? Note)
{
    /// <summary>From the ranked batch.</summary>
    public static LeagueRowDocument From(LeagueRow row) => new(
        row.Rank,
        row.Cell.Row.Number,
        row.Cell.Row.Strategy,
        row.Cell.Row.Symbol,
        row.Cell.Row.Timeframe,
        row.Status,
        row.Cell.Row.OptimizationId,
        row.Cell.Search?.Completed ?? 0,
        ApiJson.Known(row.Verdict?.DeflatedSharpe ?? double.NaN),
        ApiJson.Known(row.Verdict?.LuckProbability ?? double.NaN),
        row.Verdict?.IsMoreThanLuck,
        ApiJson.Known(row.Cell.Honesty?.BestSharpe ?? double.NaN),
        ApiJson.Known(row.Verdict?.LuckSharpe ?? double.NaN),
        ApiJson.Known(row.Cell.Search?.BestScore ?? double.NaN),
        row.Cell.BestParameters,
        row.Cell.BestMetrics is { } metrics ? OptimizationDocument.Known(metrics) : null,
        row.Cell.Row.Note ?? row.Cell.Search?.ErrorMessage);
}
