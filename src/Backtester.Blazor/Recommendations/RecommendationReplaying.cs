using System.Globalization;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Replay;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>
/// Makes recommendations as of past dates, from what was known then, and judges them on what followed: a first record
/// without waiting. A strategy's replayed record takes the place of the one that it had.
/// </summary>
internal sealed class RecommendationReplaying(
    RecommendationGenerator generator, ActiveStrategyStore active, RecommendationStore store, ICandleCatalog candles, IStrategyLibrary strategies, TimeProvider clock)
{
    /// <summary>Replays one active strategy, or all that are followed.</summary>
    /// <param name="strategyId">The strategy; null for all.</param>
    /// <param name="from">No recommendation before this day, ISO 8601; null for as early as the evidence allows.</param>
    /// <param name="onProgress">Hears the share done and what is at work.</param>
    /// <param name="cancellation">Ends it; strategies that are done stay done.</param>
    /// <exception cref="SpecException"><paramref name="from"/> is no time.</exception>
    public async Task<ReplayedReport> RunAsync(long? strategyId, string? from, Action<double, string> onProgress, CancellationToken cancellation = default)
    {
        var fromMs = Time(from);
        var chosen = (await active.ListAsync(cancellation))
            .Where(s => strategyId is null ? s.Row.Status == ActiveStrategyStatus.Active : s.Row.Id == strategyId)
            .ToList();
        var (done, failed) = (new List<ReplayedStrategy>(), new List<string>());
        foreach (var strategy in chosen)
        {
            try
            {
                var request = await generator.RequestAsync(strategy, clock.GetUtcNow().ToUnixTimeMilliseconds(), withItsReplayed: false, cancellation);
                var share = (double)done.Count / chosen.Count;
                var replayed = await Task.Run(
                    () => RecommendationReplay.Run(
                        request, fromMs, candles, strategies, Environment.ProcessorCount,
                        (date, dates) => onProgress(share + ((double)date / dates / chosen.Count), $"{strategy.Row.Name}: {date} of {dates} dates"), cancellation),
                    cancellation);
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                await store.ReplaceReplayedAsync(strategy.Row.Id, [.. replayed.Select(r => Row(r, strategy.Version.Number, now))], cancellation);
                done.Add(new ReplayedStrategy(strategy, replayed.Count, ForecastRecord.Of([.. replayed.Select(r => r.Judged)])));
            }
            catch (SpecException error)
            {
                failed.Add($"{strategy.Row.Name}: {string.Join("; ", error.Problems)}");
            }
        }

        return new ReplayedReport(done, failed);
    }

    /// <summary>Reads a day from which to replay; null where none is given.</summary>
    /// <exception cref="SpecException">It is no time.</exception>
    public static long? Time(string? from) => string.IsNullOrWhiteSpace(from) ? null
        : IsoTime.TryParse(from, out var time) ? time
        : throw new SpecException([new SpecProblem("from", "is not a time", from, "ISO 8601, such as 2024-01-31")]);

    private static StrategyRecommendation Row(ReplayedRecommendation replayed, int version, long nowMs)
    {
        var row = RecommendationMapping.ToRow(replayed.Recommendation, version);
        RecommendationMapping.ToOutcome(row, replayed.Outcome).Fill(row, nowMs);
        return row;
    }
}

/// <summary>The replayed record of one strategy.</summary>
/// <param name="Strategy">Which one.</param>
/// <param name="Count">Forecasts made and judged.</param>
/// <param name="Record">Their scores.</param>
internal sealed record ReplayedStrategy(StoredActiveStrategy Strategy, int Count, ForecastRecord Record);

/// <summary>What a replay did.</summary>
/// <param name="Strategies">One for each that was replayed.</param>
/// <param name="Failed">What could not be replayed, in sentences.</param>
internal sealed record ReplayedReport(IReadOnlyList<ReplayedStrategy> Strategies, IReadOnlyList<string> Failed)
{
    /// <summary>In one line.</summary>
    public string Words => Strategies.Count + Failed.Count == 0 ? "no strategy is followed" : string.Join("; ", Strategies.Select(Line).Concat(Failed));

    private static string Line(ReplayedStrategy strategy) => string.Create(
        CultureInfo.InvariantCulture,
        $"{strategy.Strategy.Row.Name}: {Counted.Of(strategy.Count, "recommendation", "recommendations")}, {(strategy.Count == 0 ? "too little data" : $"Brier {strategy.Record.Brier:0.000} against 0.25")}");
}
