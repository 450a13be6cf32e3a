using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Watch;
using Backtester.Core.Strategies;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Looks at every active strategy after each new day of candles, and raises the alarm where it does clearly worse than was promised.</summary>
internal sealed class StrategyWatching(WatchStore watches, RecommendationStore recommendations, ICandleCatalog candles, IStrategyLibrary strategies)
{
    /// <summary>Days of history that a promise is drawn from, at most.</summary>
    private const int HistoryDays = 1095;

    /// <summary>Looks at one strategy.</summary>
    /// <returns>The watch where it saw new days; null where there were none, or there is too little history to promise anything.</returns>
    public async Task<ActiveStrategyWatch?> LookAsync(StoredActiveStrategy strategy, CancellationToken cancellation = default)
    {
        var (version, before) = (strategy.Version, await watches.GetAsync(strategy.Row.Id, strategy.Version.Number, cancellation));
        var advice = version.RecommendationId is { } id ? await recommendations.GetAsync(id, cancellation) : null;
        var state = await Task.Run(() => Step(version, before, advice, cancellation), cancellation);
        if (state is null || (before is not null && state.ThroughMs == before.SeenUntilMs))
        {
            return null;
        }

        var row = Row(version, state);
        if (!await watches.SaveAsync(row, before?.SeenUntilMs, cancellation))
        {
            return null;
        }

        if (row.AlarmAtMs is not null && before?.AlarmAtMs is null && advice is not null)
        {
            await recommendations.NoteAlarmAsync(advice.Id, state.Sentence, cancellation);
        }

        return row;
    }

    private WatchState? Step(ActiveStrategyVersion version, ActiveStrategyWatch? before, StrategyRecommendation? advice, CancellationToken cancellation)
    {
        var settings = SettingsText.Parse(version.Spec);
        var state = before is not null ? WatchState.FromJson(SettingsText.Parse(before.StateJson)) : Begin(version, settings, advice, cancellation);
        if (state is null)
        {
            return null;
        }

        var known = EvidenceRange.KeysOf(settings).Select(key => candles.Find(key) is { } info ? info.LastOpenMs + key.Timeframe.Milliseconds : 0).DefaultIfEmpty(0).Min();
        return StrategyWatch.Step(state, known, settings, candles, strategies, cancellation);
    }

    /// <summary>The promise is the recommendation's own where the version applies one, else that of the settings' history.</summary>
    private WatchState? Begin(ActiveStrategyVersion version, JsonObject settings, StrategyRecommendation? advice, CancellationToken cancellation)
    {
        if (advice is not null && WatchPromise.FromJson(SettingsText.Parse(advice.EvidenceJson)["promise"]) is { } stated)
        {
            return StrategyWatch.Begin(settings, SettingsText.Parse(advice.CurrentSpec), stated, version.CreatedMs);
        }

        return StrategyWatch.PromiseOf(settings, version.CreatedMs, HistoryDays, candles, strategies, cancellation) is { } promise
            ? StrategyWatch.Begin(settings, compared: null, promise, version.CreatedMs)
            : null;
    }

    private static ActiveStrategyWatch Row(ActiveStrategyVersion version, WatchState state) => new()
    {
        StrategyId = version.StrategyId,
        Version = version.Number,
        StateJson = state.ToJson().ToJsonString(),
        WatchedFromMs = state.FromMs,
        SeenUntilMs = state.ThroughMs,
        EngineVersion = state.EngineVersion,
        DataHash = state.CandlesHash,
        AlarmAtMs = state.RangAtMs,
        Cause = state.Cause,
        Sentence = state.Sentence,
    };
}
