using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Watch;

/// <summary>
/// Watches settings that are in use: runs them again on each new stretch of candles and tells when they do clearly worse
/// than was promised (<see cref="SequentialAlarm"/>). Before the market is blamed, what else changed is named: the settings,
/// the engine, the candles of days that were counted already.
/// </summary>
public static class StrategyWatch
{
    /// <summary>What the settings' own history promises of the days to come; null where there is too little of it.</summary>
    /// <param name="spec">A run's document without dates.</param>
    /// <param name="asOfMs">No candle that ends later is read, Unix ms.</param>
    /// <param name="days">Days of history, at most.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where strategies are found.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static WatchPromise? PromiseOf(JsonObject spec, long asOfMs, int days, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var until = UtcDay.Of(asOfMs) * DailyEquity.MsPerDay;
        var cut = new HistoryCut(catalog, asOfMs);
        return EvidenceRange.Of(spec, until, days, cut) is { } range ? WatchPromise.Of(SettingReturns.Of(spec, range, cut, strategies, cancellation).Returns) : null;
    }

    /// <summary>Begins a watch.</summary>
    /// <param name="spec">The settings, a run's document without dates.</param>
    /// <param name="compared">Settings that they were to beat, for a promise about the difference; null for one about their own return.</param>
    /// <param name="promise">What was promised.</param>
    /// <param name="fromMs">When they were taken up, Unix ms: counting begins at the next UTC midnight.</param>
    public static WatchState Begin(JsonObject spec, JsonObject? compared, WatchPromise promise, long fromMs)
    {
        var from = (UtcDay.Of(fromMs - 1) + 1) * DailyEquity.MsPerDay;
        return new WatchState
        {
            Spec = spec,
            Compared = compared,
            FromMs = from,
            ThroughMs = from,
            Alarm = new SequentialAlarm(promise.LowPerDay, promise.Deviation),
            Promise = promise,
            EngineVersion = Runs.EngineVersion.Current,
            CandlesHash = "",
            Sentence = "No new day yet.",
        };
    }

    /// <summary>Counts the days up to a moment; the state as it was where none is complete. The same candles give the same bytes, in one stretch or in many.</summary>
    /// <param name="state">Where the watch stands.</param>
    /// <param name="untilMs">End of the candles, exclusive, Unix ms; whole days before it are counted.</param>
    /// <param name="inUse">The settings in use today; where they are not those of the watch, a changed setting is the cause.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where strategies are found.</param>
    /// <param name="cancellation">Ends the runs.</param>
    public static WatchState Step(WatchState state, long untilMs, JsonObject? inUse, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var until = UtcDay.Of(untilMs) * DailyEquity.MsPerDay;
        if (until <= state.ThroughMs)
        {
            return state;
        }

        var range = new TimeRange(state.FromMs, until);
        var own = SettingReturns.InUse(state.Spec, range, catalog, strategies, cancellation);
        var other = state.Compared is { } compared ? SettingReturns.InUse(compared, range, catalog, strategies, cancellation).Returns : null;
        var seenAgain = state.ThroughMs > state.FromMs ? HashOf(state.Spec, new TimeRange(state.FromMs, state.ThroughMs), catalog, strategies, cancellation) : "";
        var alarm = SequentialAlarm.FromJson(state.Alarm.ToJson());
        var rang = state.RangAtMs;
        for (var day = 0; day < own.DayMs.Length; day++)
        {
            if (own.DayMs[day] < state.ThroughMs)
            {
                continue;
            }

            alarm.Add(own.Returns[day] - (other?[day] ?? 0));
            rang ??= alarm.Rings ? own.DayMs[day] + DailyEquity.MsPerDay : null;
        }

        var cause = rang is null ? null : state.Cause ?? CauseOf(state, inUse, seenAgain);
        return state with
        {
            ThroughMs = until,
            Alarm = alarm,
            CandlesHash = own.CandlesHash,
            EngineVersion = Runs.EngineVersion.Current,
            RangAtMs = rang,
            Cause = cause,
            Sentence = SentenceOf(state, alarm, cause),
        };
    }

    private static string HashOf(JsonObject spec, TimeRange range, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation) =>
        SettingReturns.InUse(spec, range, catalog, strategies, cancellation).CandlesHash;

    private static string CauseOf(WatchState state, JsonObject? inUse, string seenAgain)
    {
        if (inUse is not null && !JsonNode.DeepEquals(inUse, state.Spec))
        {
            return "settings";
        }

        if (state.EngineVersion != Runs.EngineVersion.Current)
        {
            return "engine";
        }

        return state.CandlesHash.Length > 0 && seenAgain != state.CandlesHash ? "data" : "market";
    }

    private static string SentenceOf(WatchState state, SequentialAlarm alarm, string? cause)
    {
        var what = state.Compared is null ? "returned" : "earned over the settings before";
        var facts = string.Create(
            CultureInfo.InvariantCulture,
            $"In {alarm.Days} days it {what} {Percent(alarm.Sum / alarm.Days)} a day; {Percent(state.Promise.PerDay)} was promised, {Percent(state.Promise.LowPerDay)} at least.");
        return cause switch
        {
            null => $"{facts} A mean as low happens by chance: p = {alarm.PValue.ToString("0.00", CultureInfo.InvariantCulture)} at any time.",
            "settings" => $"{facts} Clearly worse than promised. The settings in use are no longer those that were promised: look there first.",
            "engine" => $"{facts} Clearly worse than promised. The engine has another version than when it was promised: look there first.",
            "data" => $"{facts} Clearly worse than promised. Candles of days that were counted before have changed: look there first.",
            _ => $"{facts} Clearly worse than promised, with the same settings, engine and candles: the market has changed, or the promise was luck.",
        };
    }

    private static string Percent(double share) => (100 * share).ToString("0.000", CultureInfo.InvariantCulture) + " %";
}
