using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Recommendations;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Persistence;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Looks for recommendations on active strategies: gathers all that is known of each, asks the recommender, and stores what it says.</summary>
internal sealed class RecommendationGenerator(
    BacktesterDbFactory database, ActiveStrategyStore active, RecommendationStore store, ICandleCatalog candles, IStrategyLibrary strategies, BacktesterOptions options, TimeProvider clock)
{
    /// <summary>Looks at one active strategy, or at all that are followed.</summary>
    /// <param name="strategyId">The strategy; null for all.</param>
    /// <param name="onProgress">Hears the share done and what is at work.</param>
    /// <param name="cancellation">Ends it; strategies that are done stay done.</param>
    public async Task<GeneratedReport> RunAsync(long? strategyId, Action<double, string> onProgress, CancellationToken cancellation = default)
    {
        var chosen = (await active.ListAsync(cancellation))
            .Where(s => s.Row.Status == ActiveStrategyStatus.Active && (strategyId is null || s.Row.Id == strategyId))
            .ToList();
        var looks = new List<GeneratedLook>();
        foreach (var strategy in chosen)
        {
            onProgress((double)looks.Count / chosen.Count, strategy.Row.Name);
            looks.Add(await LookAsync(strategy, cancellation));
        }

        return new GeneratedReport(looks);
    }

    private async Task<GeneratedLook> LookAsync(StoredActiveStrategy strategy, CancellationToken cancellation)
    {
        var (rows, missing, declined) = (new List<StrategyRecommendation>(), new List<string>(), new List<string>());
        try
        {
            var request = await RequestAsync(strategy, clock.GetUtcNow().ToUnixTimeMilliseconds(), withItsReplayed: true, cancellation);
            var report = await Task.Run(() => Recommender.Generate(request, candles, strategies, Environment.ProcessorCount, cancellation), cancellation);
            missing.AddRange(report.Missing);
            rows.AddRange(report.Recommendations.Select(r => RecommendationMapping.ToRow(r, strategy.Version.Number)));
        }
        catch (SpecException error)
        {
            missing.AddRange(error.Problems.Select(p => p.ToString()));
        }

        // What was said no to is not said again before its time is over.
        var rejected = await store.RejectedAsync(strategy.Row.Id, cancellation);
        foreach (var row in rows.ToList())
        {
            if (rejected.FirstOrDefault(r => r.Type == row.Type && r.RecommendedSpec == row.RecommendedSpec && r.CurrentSpec == row.CurrentSpec) is { } before)
            {
                rows.Remove(row);
                declined.Add($"{row.Type}: not said again, it was rejected as recommendation {before.Id} ({before.RejectReason})");
            }
        }

        // A look that could not be taken puts nothing in the place of earlier advice.
        IReadOnlyList<StrategyRecommendation> stored = missing.Count > 0 && rows.Count == 0 ? [] : await store.AddAsync(strategy.Row.Id, rows, cancellation);
        await active.NoteLookAsync(strategy.Row.Id, Look(missing, declined), cancellation);
        return new GeneratedLook(strategy, stored, missing, declined);
    }

    /// <summary>All that is known of a strategy at a moment.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="atMs">The moment, Unix ms.</param>
    /// <param name="withItsReplayed">False leaves its own replayed record out, as where that is made anew.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task<RecommendationRequest> RequestAsync(StoredActiveStrategy strategy, long atMs, bool withItsReplayed, CancellationToken cancellation)
    {
        var settings = SettingsText.Parse(strategy.Version.Spec);
        var history = await StrategyHistory.ReadAsync(
            database,
            SettingsText.StrategyOf(settings),
            (string?)settings["exchange"] ?? "",
            string.Join(',', SettingsText.SymbolsOf(settings)),
            (string?)settings["timeframe"] ?? "",
            atMs,
            cancellation);
        var judged = (await store.JudgedAsync(replayed: true, cancellation)).Where(r => withItsReplayed || !r.Replayed || r.StrategyId != strategy.Row.Id);
        return new RecommendationRequest
        {
            Spec = settings,
            MadeAtMs = atMs,
            Settings = options.Recommendations.ToSettings(),
            Ranges = history.Searches.Select(s => Ranges(s.Manifest)).FirstOrDefault(r => r.Count > 0) ?? [],
            EarlierTrials = history.EarlierTrials,
            Searches = [.. history.Searches.Select(s => new KnownSearch(
                s.Id, EndOf(s.Manifest) ?? s.FinishedMs, s.FinishedMs, s.Trials, s.Honesty?.DeflatedSharpe ?? double.NaN, s.Honesty?.Pbo ?? double.NaN))],
            WalkForwardEfficiency = history.WalkForwardEfficiency,
            Record = [.. judged.Where(r => r.Realised is not null && r.Metric == options.Recommendations.Metric).Select(r => RecommendationMapping.ToForecast(r, r.Realised!.Value))],
        };
    }

    private static IReadOnlyList<ParameterAxis> Ranges(string manifest) => SettingsText.Parse(BacktestJob.SpecOf(manifest))["parameter_ranges"] is JsonObject ranges
        ? [.. ranges.Where(r => r.Value is JsonArray { Count: > 0 }).Select(r => new ParameterAxis(r.Key, [.. r.Value!.AsArray().Select(v => (double)v!)]))]
        : [];

    private static long? EndOf(string manifest) =>
        IsoTime.TryParse((string?)SettingsText.Parse(BacktestJob.SpecOf(manifest))["end_date"] ?? "", out var end) ? end : null;

    private static string Look(IReadOnlyList<string> missing, IReadOnlyList<string> declined) => new JsonObject
    {
        ["missing"] = new JsonArray([.. missing.Select(m => JsonValue.Create(m))]),
        ["declined"] = new JsonArray([.. declined.Select(d => JsonValue.Create(d))]),
    }.ToJsonString();
}

/// <summary>What a look at one strategy gave.</summary>
/// <param name="Strategy">Which one.</param>
/// <param name="Recommendations">What is PENDING on it now.</param>
/// <param name="Missing">What has to be there before anything can be forecast, in sentences; then at most work on the data is advised.</param>
/// <param name="Declined">What was found and not said again, in sentences.</param>
internal sealed record GeneratedLook(StoredActiveStrategy Strategy, IReadOnlyList<StrategyRecommendation> Recommendations, IReadOnlyList<string> Missing, IReadOnlyList<string> Declined);

/// <summary>What a look at several strategies gave.</summary>
/// <param name="Looks">One for each.</param>
internal sealed record GeneratedReport(IReadOnlyList<GeneratedLook> Looks)
{
    /// <summary>In one line.</summary>
    public string Words => Looks.Count == 0 ? "no strategy is followed"
        : $"{Counted.Of(Looks.Count, "strategy", "strategies")}: " + Counted.Join(
            "; ",
            "nothing to recommend",
            Counted.Any(Looks.Sum(l => l.Recommendations.Count), "recommendation", "recommendations"),
            Counted.Any(Looks.Count(l => l.Missing.Count > 0), "needs more data", "need more data"));
}
