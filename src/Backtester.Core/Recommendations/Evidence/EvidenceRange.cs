using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>The days of candles that evidence is taken from: whole UTC days that every symbol of the settings has.</summary>
public static class EvidenceRange
{
    /// <summary>The range; null where some symbol has no candles before it ends.</summary>
    /// <param name="spec">A run's document with exchange, symbols and timeframe.</param>
    /// <param name="untilMs">Its end, exclusive, a UTC midnight, Unix ms.</param>
    /// <param name="days">Days, at most.</param>
    /// <param name="catalog">Where the candles are.</param>
    public static TimeRange? Of(JsonObject spec, long untilMs, int days, ICandleCatalog catalog)
    {
        var start = untilMs - (days * DailyEquity.MsPerDay);
        var end = untilMs;
        foreach (var key in KeysOf(spec))
        {
            if (catalog.Find(key) is not { } info)
            {
                return null;
            }

            // The first day is whole: a part of one would be a return over fewer hours.
            start = Math.Max(start, (UtcDay.Of(info.FirstOpenMs - 1) + 1) * DailyEquity.MsPerDay);
            end = Math.Min(end, UtcDay.Of(info.LastOpenMs + key.Timeframe.Milliseconds) * DailyEquity.MsPerDay);
        }

        return end > start ? new TimeRange(start, end) : null;
    }

    /// <summary>The series that settings trade.</summary>
    public static IReadOnlyList<SeriesKey> KeysOf(JsonObject spec)
    {
        var timeframe = Timeframe.Parse((string?)spec["timeframe"] ?? "");
        return [.. (spec["symbols"] as JsonArray ?? []).Select(s => new SeriesKey((string?)spec["exchange"] ?? "", (string)s!, timeframe))];
    }
}
