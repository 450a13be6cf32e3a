using System.Text.Json;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Across;
using Backtester.Core.Optimization.Honesty;
using Backtester.Core.Optimization.Objectives;
using Backtester.Persistence;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Api.Documents;

/// <summary>The answer to a submitted search: cached is true where a stored one with the same fingerprint answers.</summary>
public sealed record OptimizationAcceptedDocument(long OptimizationId, long TotalCombinations, string Status, double EstimatedTimeMinutes, string Message, bool Cached)
{
    /// <summary>From the service's answer, which has no problems.</summary>
    internal static OptimizationAcceptedDocument From(OptimizationOutcome outcome) => new(
        outcome.Id!.Value,
        outcome.TotalCombinations,
        outcome.Status,
        outcome.EstimatedMinutes,
        outcome.Cached ? "The same search is stored already; ?fresh=true makes it anew." : "The search waits for its turn.",
        outcome.Cached);
}

/// <summary>The latest searches.</summary>
public sealed record OptimizationListDocument(IReadOnlyList<OptimizationSummaryDocument> Results);

/// <summary>A row of the list of searches. Null is unknown.</summary>
public sealed record OptimizationSummaryDocument(
    long Id,
    Guid Uuid,
    string Name,
    string Status,
    string Strategy,
    string Exchange,
    IReadOnlyList<string> Symbols,
    string Timeframe,
    string Method,
    string Objective,
    long TotalCombinations,
    long Completed,
    long Failed,
    double? BestScore,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    string? Error)
{
    /// <summary>From what is stored.</summary>
    public static OptimizationSummaryDocument From(StrategyOptimization row) => new(
        row.Id,
        row.Uuid,
        row.Name,
        row.Status.Word(),
        row.Strategy,
        row.Exchange,
        row.Symbols.Split(','),
        row.Timeframe,
        row.Method,
        row.Objective,
        row.TotalCombinations,
        row.Completed,
        row.Failed,
        row.BestScore,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs),
        ApiJson.Time(row.FinishedMs),
        row.ErrorMessage);
}

/// <summary>
/// A search with its verdict and its best trials. Before COMPLETED best is that of the trials so far, honesty and walked are
/// null. Stopped says why it ended before its budget; objectives are those of a search with several.
/// </summary>
public sealed record OptimizationDocument(
    long Id,
    Guid Uuid,
    string Name,
    string Status,
    bool Cached,
    string? Error,
    string Fingerprint,
    JsonElement Spec,
    string Objective,
    long TotalCombinations,
    long Completed,
    long Failed,
    BestSetDocument? Best,
    HonestyDocument? Honesty,
    double? ElapsedSeconds,
    double? HonestySeconds,
    double? BarCombosPerSecond,
    WalkedDocument? Walked,
    string? Stopped,
    IReadOnlyList<string>? Objectives,
    IReadOnlyList<TrialDocument> Trials)
{
    /// <summary>From what is stored; of a search with several objectives with the front of each trial.</summary>
    public static OptimizationDocument From(StoredSearch search, IReadOnlyList<Trial> ranked, bool cached = false, IReadOnlyDictionary<int, int>? fronts = null)
    {
        var row = search.Row;
        using var manifest = JsonDocument.Parse(row.Manifest);
        var spec = manifest.RootElement.GetProperty("spec").Clone();
        var terms = SearchSpec.ObjectivesOf(row);
        return new OptimizationDocument(
            row.Id,
            row.Uuid,
            row.Name,
            row.Status.Word(),
            cached,
            row.ErrorMessage,
            row.Fingerprint,
            spec,
            row.Objective,
            row.TotalCombinations,
            row.Completed,
            row.Failed,
            search.Best is { Metrics: { } metrics } best ? new BestSetDocument(best.Parameters, Known(metrics)) : null,
            search.Honesty is { } honesty ? HonestyDocument.From(honesty) : null,
            row.ElapsedSeconds,
            row.HonestySeconds,
            row.BarCombosPerSecond,
            search.Outcome is { } outcome ? WalkedDocument.From(outcome.Walked) : null,
            search.Outcome?.Stopped,
            terms.Count > 0 ? [.. terms.Select(t => t.Text)] : null,
            [.. ranked.Select((t, i) => TrialDocument.From(t, i + 1, terms, fronts))]);
    }

    internal static IReadOnlyDictionary<string, double?> Known(IReadOnlyDictionary<string, double> metrics) =>
        metrics.ToDictionary(m => m.Key, m => ApiJson.Known(m.Value), StringComparer.Ordinal);
}

/// <summary>The best set.</summary>
public sealed record BestSetDocument(IReadOnlyDictionary<string, double> Params, IReadOnlyDictionary<string, double?> Metrics);

/// <summary>How the sets of a search were simulated: on the quick way, by the event loop, or run and measured whole, with the reasons of the two slower ways.</summary>
public sealed record WalkedDocument(int Masks, int EventLoop, int Whole, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>From the counts.</summary>
    public static WalkedDocument From(WalkCounts counts) => new(counts.Masks, counts.EventLoop, counts.Whole, counts.Reasons);
}

/// <summary>What a set gave on one of several markets.</summary>
public sealed record MarketTrialDocument(IReadOnlyList<string> Symbols, string Timeframe, double? Score, IReadOnlyDictionary<string, double?> Metrics, string? Note)
{
    /// <summary>From the trial's part.</summary>
    public static MarketTrialDocument From(MarketTrial market) =>
        new(market.Symbols.Split(','), market.Timeframe, ApiJson.Known(market.Score), OptimizationDocument.Known(market.Metrics), market.Note);
}

/// <summary>
/// One set: its place by score (null without one), and why there are no metrics or no score. Of a search with several
/// objectives their values, the front (0 is the best; pareto says so), of one over several markets what it gave on each.
/// </summary>
public sealed record TrialDocument(
    int Number,
    int? Rank,
    IReadOnlyDictionary<string, double> Params,
    IReadOnlyDictionary<string, double?>? Metrics,
    double? Score,
    double? CompositeScore,
    IReadOnlyDictionary<string, double?>? Objectives,
    int? Front,
    bool? Pareto,
    IReadOnlyList<MarketTrialDocument>? Markets,
    string? Walked,
    string? Note)
{
    /// <summary>From a trial in the order of scores.</summary>
    internal static TrialDocument From(Trial trial, int place, IReadOnlyList<ObjectiveTerm> terms, IReadOnlyDictionary<int, int>? fronts) => new(
        trial.Number,
        double.IsNaN(trial.Score) ? null : place,
        trial.Parameters,
        trial.Metrics is { } metrics ? OptimizationDocument.Known(metrics) : null,
        ApiJson.Known(trial.Score),
        trial.Metrics is { } known ? ApiJson.Known(known["composite_score"]) : null,
        trial.Objectives is { } values ? terms.Zip(values).ToDictionary(t => t.First.Text, t => ApiJson.Known(t.First.Natural(t.Second)), StringComparer.Ordinal) : null,
        fronts is null ? null : fronts.TryGetValue(trial.Number, out var front) ? front : null,
        fronts is null ? null : fronts.TryGetValue(trial.Number, out var rank) && rank == 0,
        trial.Markets is { } markets ? [.. markets.Select(MarketTrialDocument.From)] : null,
        trial.IsMeasured ? trial.Walked.Way : null,
        trial.Note);
}

/// <summary>Whether the best set is more than the luckiest of so many (docs/optimization.md). Sharpe ratios are annual.</summary>
public sealed record HonestyDocument(
    int Trials,
    long EarlierTrials,
    double? EffectiveTrials,
    int Sample,
    double? BestSharpe,
    double? LuckSharpe,
    double? DeflatedSharpe,
    double? Pbo,
    double? RealityCheck,
    double? Spa,
    double? LuckProbability,
    bool IsMoreThanLuck,
    double? MinimumBacktestYears,
    double? Years,
    string Sentence)
{
    /// <summary>From the verdict.</summary>
    public static HonestyDocument From(SearchHonesty h) => new(
        h.Trials,
        h.EarlierTrials,
        ApiJson.Known(h.EffectiveTrials),
        h.Sample,
        ApiJson.Known(h.BestSharpe),
        ApiJson.Known(h.LuckSharpe),
        ApiJson.Known(h.DeflatedSharpe),
        ApiJson.Known(h.Pbo),
        ApiJson.Known(h.RealityCheck),
        ApiJson.Known(h.Spa),
        ApiJson.Known(h.LuckProbability),
        h.IsMoreThanLuck,
        ApiJson.Known(h.MinimumBacktestYears),
        ApiJson.Known(h.Years),
        h.Sentence);
}
