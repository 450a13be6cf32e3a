using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>What settings did on a range of candles, by day.</summary>
/// <param name="DayMs">UTC days, Unix ms.</param>
/// <param name="Returns">Simple daily returns, one a day.</param>
/// <param name="Trades">Closed trades.</param>
/// <param name="WinRate">Percent of them that won; NaN without trades.</param>
/// <param name="Fingerprint">Of the run: rules, settings, candles and engine version.</param>
/// <param name="CandlesHash">Hash of the candles that were read.</param>
public sealed record SettingReturns(long[] DayMs, double[] Returns, int Trades, double WinRate, string Fingerprint, string CandlesHash)
{
    /// <summary>Days before a range in which settings that are in use come to the positions that they hold.</summary>
    public const int LeadDays = 180;

    /// <summary>Runs settings on a range with an account of its own; indicators are warmed up on the candles before it.</summary>
    /// <param name="spec">A run's document; its dates are replaced.</param>
    /// <param name="range">Open times, UTC midnights.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where a strategy that the spec names is found.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="SpecException">The spec has problems on these candles.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SettingReturns Of(JsonObject spec, TimeRange range, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        return Of(spec, range, range, catalog, strategies, cancellation);
    }

    /// <summary>
    /// The same for settings that have been in use for a while: the account begins <see cref="LeadDays"/> days earlier, where
    /// candles are stored, so that the range finds it with the positions that the settings hold by then. An account that
    /// began with the range would wait for its first signal, and a month of waiting judges nothing.
    /// </summary>
    /// <param name="spec">A run's document; its dates are replaced.</param>
    /// <param name="range">Open times, UTC midnights; days and trades before it are left out.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where a strategy that the spec names is found.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="SpecException">The spec has problems on these candles.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SettingReturns InUse(JsonObject spec, TimeRange range, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var lead = EvidenceRange.Of(spec, range.StartMs, LeadDays, catalog);
        return Of(spec, lead is { } days && days.EndMs == range.StartMs ? range with { StartMs = days.StartMs } : range, range, catalog, strategies, cancellation);
    }

    private static SettingReturns Of(JsonObject spec, TimeRange run, TimeRange counted, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation)
    {
        var plan = RunPlanner.Plan(Dated(spec, run).ToJsonString(), SpecFormat.Json, catalog, strategies, cancellation);
        var result = RunExecutor.Execute(plan, catalog, progress: null, cancellation);
        var daily = DailyEquity.Sample(result.Curve);
        var (days, returns) = OnDays(counted, daily.DayMs, daily.Returns);
        var trades = result.Trades.Where(t => t.ClosedAtMs >= counted.StartMs).ToList();
        return new SettingReturns(
            days,
            returns,
            trades.Count,
            trades.Count == 0 ? double.NaN : 100.0 * trades.Count(t => t.ProfitLoss > 0) / trades.Count,
            plan.Fingerprint,
            (string?)JsonNode.Parse(plan.Manifest)!["dataset_hash"] ?? "");
    }

    /// <summary>An account that stays in cash over as many days.</summary>
    public static SettingReturns Cash(TimeRange range)
    {
        var (days, returns) = OnDays(range, [], []);
        return new SettingReturns(days, returns, 0, double.NaN, "cash", "");
    }

    /// <summary>A document with dates, and with indicators that know the candles before them.</summary>
    public static JsonObject Dated(JsonObject spec, TimeRange range)
    {
        var dated = (JsonObject)spec.DeepClone();
        dated["start_date"] = IsoTime.Format(range.StartMs);
        dated["end_date"] = IsoTime.Format(range.EndMs);
        dated["warmup"] = "auto";
        return dated;
    }

    /// <summary>Returns laid on every day of a range: 0 on days that a run has none for, before its first candle or after its last, and where an equity of nothing leaves none.</summary>
    internal static (long[] DayMs, double[] Returns) OnDays(TimeRange range, long[] dayMs, double[] returns)
    {
        var first = range.StartMs / DailyEquity.MsPerDay;
        var count = (int)(((range.EndMs + DailyEquity.MsPerDay - 1) / DailyEquity.MsPerDay) - first);
        var (days, values) = (new long[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            days[i] = (first + i) * DailyEquity.MsPerDay;
        }

        for (var i = 0; i < dayMs.Length; i++)
        {
            var row = (dayMs[i] / DailyEquity.MsPerDay) - first;
            if (row >= 0 && row < count && double.IsFinite(returns[i]))
            {
                values[row] = returns[i];
            }
        }

        return (days, values);
    }
}
