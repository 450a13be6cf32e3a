using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Judging;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>
/// What is due after new candles: what was accepted and not applied is applied, overdue advice expires, every forecast
/// whose range is covered is judged, accepted or not, and every active strategy is looked at. Twice does what once does.
/// </summary>
internal sealed class RecommendationFollowUp(
    RecommendationStore store, RecommendationApplying applying, StrategyWatching watching, ActiveStrategyStore active, ICandleCatalog candles, IStrategyLibrary strategies)
{
    /// <summary>Does all of it.</summary>
    public async Task<FollowUpReport> RunAsync(CancellationToken cancellation = default)
    {
        var applied = await applying.ApplyLeftAsync(cancellation);
        var expired = await store.ExpireOverdueAsync(cancellation);
        var (judged, waiting, failed) = (new List<long>(), new List<long>(), new List<string>());
        foreach (var row in await store.UnjudgedAsync(cancellation))
        {
            try
            {
                if (await Task.Run(() => Judge(row, cancellation), cancellation) is not { } outcome)
                {
                    waiting.Add(row.Id);
                }
                else if (await store.SaveOutcomeAsync(row.Id, outcome, cancellation))
                {
                    judged.Add(row.Id);
                }
            }
            catch (SpecException error)
            {
                failed.Add($"recommendation {row.Id} cannot be judged: {string.Join("; ", error.Problems)}");
            }
        }

        var watched = new List<(StoredActiveStrategy Strategy, ActiveStrategyWatch Watch)>();
        foreach (var strategy in (await active.ListAsync(cancellation)).Where(s => s.Row.Status == ActiveStrategyStatus.Active))
        {
            try
            {
                if (await watching.LookAsync(strategy, cancellation) is { } watch)
                {
                    watched.Add((strategy, watch));
                }
            }
            catch (SpecException error)
            {
                failed.Add($"{strategy.Row.Name} cannot be run on the new candles: {string.Join("; ", error.Problems)}");
            }
        }

        return new FollowUpReport(applied.Count, expired, judged, waiting, watched, failed);
    }

    /// <summary>Both settings side by side; null where candles do not reach the end of the range yet.</summary>
    private RecommendationOutcomeRow? Judge(StrategyRecommendation row, CancellationToken cancellation)
    {
        var recommended = row.RecommendedSpec is { } advised ? SettingsText.Parse(advised) : null;
        var compared = row.ComparedSpec is { } other ? SettingsText.Parse(other) : null;
        if (!RecommendationJudge.IsCovered(recommended, row.JudgedUntilMs, candles) || !RecommendationJudge.IsCovered(compared, row.JudgedUntilMs, candles))
        {
            return null;
        }

        var range = new TimeRange(row.JudgedFromMs, row.JudgedUntilMs);
        return RecommendationMapping.ToOutcome(row, RecommendationJudge.Judge(recommended, compared, range, row.Metric, candles, strategies, cancellation));
    }
}

/// <summary>What a follow-up did.</summary>
/// <param name="Applied">Recommendations that were accepted before and applied now.</param>
/// <param name="Expired">Recommendations whose time was over.</param>
/// <param name="Judged">Numbers of those judged now.</param>
/// <param name="Waiting">Numbers of those whose time is over and whose candles are not there.</param>
/// <param name="Watched">Active strategies that were seen on new days.</param>
/// <param name="Failed">What could not be done, in sentences.</param>
internal sealed record FollowUpReport(
    int Applied, int Expired, IReadOnlyList<long> Judged, IReadOnlyList<long> Waiting, IReadOnlyList<(StoredActiveStrategy Strategy, ActiveStrategyWatch Watch)> Watched, IReadOnlyList<string> Failed)
{
    /// <summary>In one line.</summary>
    public string Words => Counted.Join(
        ", ",
        "nothing new",
        Counted.Any(Judged.Count, "judged", "judged"),
        Counted.Any(Waiting.Count, "waits for candles", "wait for candles"),
        Counted.Any(Expired, "expired", "expired"),
        Counted.Any(Applied, "applied", "applied"),
        Counted.Any(Watched.Count, "strategy seen on new days", "strategies seen on new days"),
        Counted.Any(Watched.Count(w => w.Watch.AlarmAtMs is not null), "alarm", "alarms"));
}
