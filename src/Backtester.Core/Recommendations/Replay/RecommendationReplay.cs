using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Judging;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Replay;

/// <summary>
/// Walks history: at each earlier date the recommendations for the settings in use are made from the candles before it and
/// from the forecasts judged by then, and judged on the candles that followed. Dates lie one horizon apart, so that no
/// candle judges twice. The settings in use stay what they are: the record is about the forecasts, not about an account
/// that follows them.
/// </summary>
public static class RecommendationReplay
{
    /// <summary>The dates at which recommendations can be made and judged: UTC midnights, Unix ms.</summary>
    /// <param name="request">The settings in use; its moment is where history ends.</param>
    /// <param name="fromMs">No date before; null for as early as the evidence allows.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where strategies are found.</param>
    public static IReadOnlyList<long> Dates(RecommendationRequest request, long? fromMs, ICandleCatalog catalog, IStrategyLibrary strategies)
    {
        var cut = new HistoryCut(catalog, request.MadeAtMs);
        var spec = SettingsDocument.Complete(request.Spec, cut, strategies);
        if (EvidenceRange.Of(spec, UtcDay.Of(request.MadeAtMs) * DailyEquity.MsPerDay, int.MaxValue / 2, cut) is not { } range)
        {
            return [];
        }

        var horizon = request.Settings.HorizonDays * DailyEquity.MsPerDay;
        var first = range.StartMs + (request.Settings.MinimumDays * DailyEquity.MsPerDay);
        if (fromMs is { } from)
        {
            first = Math.Max(first, (UtcDay.Of(from - 1) + 1) * DailyEquity.MsPerDay);
        }

        var dates = new List<long>();
        for (var date = first; date + DailyEquity.MsPerDay + horizon <= range.EndMs; date += horizon)
        {
            dates.Add(date);
        }

        return dates;
    }

    /// <summary>Replays.</summary>
    /// <param name="request">The settings in use, and how recommendations are made; its moment is where history ends, its record what is known of others.</param>
    /// <param name="fromMs">No date before; null for as early as the evidence allows.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where strategies are found.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="onDate">Hears how many dates are done, and of how many.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">The settings in use are no document of a run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<ReplayedRecommendation> Run(
        RecommendationRequest request,
        long? fromMs,
        ICandleCatalog catalog,
        IStrategyLibrary strategies,
        int workers = 1,
        Action<int, int>? onDate = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var dates = Dates(request, fromMs, catalog, strategies);
        var (replayed, record) = (new List<ReplayedRecommendation>(), request.Record.ToList());
        for (var i = 0; i < dates.Count; i++)
        {
            var then = request with
            {
                MadeAtMs = dates[i],
                Record = record,
                // What was searched later was not known then.
                Searches = [.. request.Searches.Where(s => s.MadeAtMs <= dates[i])],
            };
            foreach (var made in Recommender.Generate(then, catalog, strategies, workers, cancellation).Recommendations.Where(r => r.IsForecast))
            {
                var outcome = RecommendationJudge.Judge(
                    made.RecommendedSpec, made.ComparedSpec, new TimeRange(made.JudgedFromMs, made.JudgedUntilMs), request.Settings.Metric, catalog, strategies, cancellation);
                var judged = JudgedForecast.Of(made, outcome.Realised, replayed: true);
                replayed.Add(new ReplayedRecommendation(made, outcome, judged));
                record.Add(judged);
            }

            onDate?.Invoke(i + 1, dates.Count);
        }

        return replayed;
    }
}
