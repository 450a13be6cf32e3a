using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations;

/// <summary>
/// Makes recommendations for settings in use, as of a moment: compares them with alternatives over the candles before it,
/// and says what is likely to be better, how likely, and by how much; else that they are best left as they are. Pure: the
/// same request and candles give the same bytes for any number of threads, and no candle that ends after the moment has a
/// part in it.
/// </summary>
public static class Recommender
{
    /// <summary>Makes them.</summary>
    /// <param name="request">What for, and how.</param>
    /// <param name="catalog">Where the candles are; later ones are not read.</param>
    /// <param name="strategies">Where strategies are found.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">The settings in use are no document of a run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RecommendationReport Generate(
        RecommendationRequest request, ICandleCatalog catalog, IStrategyLibrary strategies, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cut = new HistoryCut(catalog, request.MadeAtMs);
        var known = request with { Record = [.. request.Record.Where(f => f.JudgedUntilMs <= request.MadeAtMs)] };
        var spec = SettingsDocument.Complete(request.Spec, cut, strategies, cancellation);
        var today = UtcDay.Of(request.MadeAtMs) * DailyEquity.MsPerDay;
        var tasks = new DueTasks(known, spec, cut);
        if (EvidenceRange.Of(spec, today, known.Settings.EvidenceDays, cut) is not { } range)
        {
            return new RecommendationReport(tasks.OfData(null), ["No whole day of candles is stored before the moment."]);
        }

        var current = SettingReturns.Of(spec, range, cut, strategies, cancellation);
        var data = tasks.OfData(range);
        if (Missing(known.Settings, current) is { Count: > 0 } missing)
        {
            return new RecommendationReport(data, missing);
        }

        var evidence = EvidenceSet.Read(spec, range, current, known, cut, strategies, workers, cancellation);
        var forecasts = Forecasts(evidence, known, cut, workers, cancellation, out var atTheEnd);
        return new RecommendationReport([.. forecasts, .. tasks.OfSearching(atTheEnd), .. data], []);
    }

    private static List<string> Missing(RecommenderSettings settings, SettingReturns current)
    {
        var missing = new List<string>();
        if (current.Returns.Length < settings.MinimumDays)
        {
            missing.Add($"{settings.MinimumDays - current.Returns.Length} more days of candles: {current.Returns.Length} are there, {settings.MinimumDays} are needed.");
        }

        if (current.Trades < settings.MinimumTrades)
        {
            missing.Add($"{settings.MinimumTrades - current.Trades} more trades of the settings in use: they made {current.Trades} in {current.Returns.Length} days, {settings.MinimumTrades} are needed.");
        }

        return missing;
    }

    /// <summary>The changes that are advised; where there is none, the advice to change nothing.</summary>
    private static List<Recommendation> Forecasts(
        EvidenceSet evidence, RecommendationRequest request, HistoryCut catalog, int workers, CancellationToken cancellation, out IReadOnlyList<string> atTheEnd)
    {
        atTheEnd = [];
        if (evidence.Families.Count == 0)
        {
            return [];
        }

        var judge = new FamilyJudge(request.Settings, request.Record, request.EarlierTrials, workers);
        var verdicts = new List<FamilyVerdict>();
        foreach (var family in evidence.Families)
        {
            cancellation.ThrowIfCancellationRequested();
            verdicts.Add(judge.Judge(family, evidence.Current.Returns, evidence.Families.Count));
        }

        var market = catalog.Load(EvidenceRange.KeysOf(evidence.Spec)[0], evidence.Range, cancellation);
        atTheEnd = [.. verdicts.Where(v => v.Family.Grid is not null && v.Belief.Means[v.Best] > 0).SelectMany(v => v.Family.Grid!.EndsOf(v.Best).Select(a => a.Name))];
        var hash = InputHash.Of(request, evidence);
        var advised = verdicts.Where(v => v.IsAdvised).ToList();
        if (advised.Count > 0)
        {
            return [.. advised.Select(v => new ForecastWriter(request, evidence, hash).Change(VerdictEvidence.Of(v, evidence, market, request)))];
        }

        // Of all that is not advised, what comes nearest to it is what leaving things as they are is judged against.
        var nearest = verdicts.MaxBy(v => v.Confidence)!;
        return request.Settings.Types.Contains(RecommendationType.LeaveAsItIs)
            ? [new ForecastWriter(request, evidence, hash).Leave(VerdictEvidence.Of(nearest, evidence, market, request))]
            : [];
    }
}
