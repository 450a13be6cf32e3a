using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Recommendations;

/// <summary>Recommendations that ask for work and state no forecast: candles to fetch or repair, parameters to search anew.</summary>
internal sealed class DueTasks(RecommendationRequest request, JsonObject spec, ICandleCatalog catalog)
{
    /// <summary>Candles may be so old before they are asked for, in days; a longer timeframe's last candle besides.</summary>
    private const int FreshDays = 2;

    /// <summary>Share of candles that may be missing.</summary>
    private const double TolerableGaps = 0.005;

    /// <summary>Candles that are old or missing; none where all is well.</summary>
    /// <param name="range">The days of the evidence; null where there are none.</param>
    public IReadOnlyList<Recommendation> OfData(TimeRange? range)
    {
        if (!request.Settings.Types.Contains(RecommendationType.RepairData))
        {
            return [];
        }

        var (reasons, series) = (new List<string>(), new JsonArray());
        foreach (var key in EvidenceRange.KeysOf(spec))
        {
            if (catalog.Find(key) is not { } info)
            {
                continue;
            }

            var end = info.LastOpenMs + key.Timeframe.Milliseconds;
            var late = request.MadeAtMs - end - key.Timeframe.Milliseconds;
            if (late > FreshDays * DailyEquity.MsPerDay && !info.Delisted)
            {
                reasons.Add($"{key} ends at {IsoTime.Format(end)}, {late / DailyEquity.MsPerDay} days before now: nothing later can be learned from or judged.");
                series.Add(Series(key, end, null));
            }

            if (range is { } days && Gaps(key, days) is var (missing, share) && share > TolerableGaps)
            {
                reasons.Add($"{missing} candles of {key} are missing within the evidence, {(100 * share).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} % of it.");
                series.Add(Series(key, days.StartMs, days.EndMs));
            }
        }

        return reasons.Count == 0 ? [] : [Task(RecommendationType.RepairData, reasons, new JsonObject { ["series"] = series })];
    }

    /// <summary>A search that is due; none where there was one lately and the best values lie inside its ranges.</summary>
    /// <param name="atTheEnd">Parameters whose best value is the last of their range.</param>
    public IReadOnlyList<Recommendation> OfSearching(IReadOnlyList<string> atTheEnd)
    {
        if (!request.Settings.Types.Contains(RecommendationType.Reoptimize) || spec["strategies"] is not null)
        {
            return [];
        }

        var reasons = new List<string>();
        var last = request.Searches.Count == 0 ? (long?)null : request.Searches.Max(s => s.EndMs);
        if (last is null)
        {
            reasons.Add("The parameters of the strategy were never searched on stored candles.");
        }
        else if ((request.MadeAtMs - last.Value) / DailyEquity.MsPerDay is var age && age > request.Settings.ReoptimizeAfterDays)
        {
            reasons.Add($"The last search ended with candles of {age} days ago; every {request.Settings.ReoptimizeAfterDays} days a new one is advised.");
        }

        if (atTheEnd.Count > 0)
        {
            reasons.Add($"The best value that was compared lies at the end of the range of {string.Join(" and ", atTheEnd)}: better ones may lie beyond.");
        }

        return reasons.Count == 0 ? [] : [Task(RecommendationType.Reoptimize, reasons, new JsonObject
        {
            ["ranges"] = new JsonObject(request.Ranges.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Name, new JsonArray([.. a.Values.Select(v => JsonValue.Create(v))])))),
            ["at_the_end"] = new JsonArray([.. atTheEnd.Select(n => JsonValue.Create(n))]),
        })];
    }

    private (long Missing, double Share) Gaps(SeriesKey key, TimeRange days)
    {
        var expected = (days.EndMs - days.StartMs) / key.Timeframe.Milliseconds;
        var missing = expected - catalog.Load(key, days).Count;
        return (missing, expected > 0 ? (double)missing / expected : 0);
    }

    private static JsonObject Series(SeriesKey key, long from, long? until) => new()
    {
        ["exchange"] = key.Exchange,
        ["symbol"] = key.Symbol,
        ["timeframe"] = key.Timeframe.Name,
        ["from"] = IsoTime.Format(from),
        ["until"] = until is { } end ? IsoTime.Format(end) : null,
    };

    private Recommendation Task(RecommendationType type, List<string> reasons, JsonObject evidence)
    {
        var from = (UtcDay.Of(request.MadeAtMs) + 1) * DailyEquity.MsPerDay;
        return new Recommendation
        {
            Type = type,
            CurrentSpec = (JsonObject)spec.DeepClone(),
            RecommendedSpec = (JsonObject)spec.DeepClone(),
            ComparedSpec = null,
            CurrentParams = [],
            RecommendedParams = [],
            Expected = null,
            RawProbability = null,
            Probability = null,
            Confidence = 1,
            HorizonDays = request.Settings.HorizonDays,
            Evidence = evidence,
            Reasons = reasons,
            DisprovedBy = [],
            MadeAtMs = request.MadeAtMs,
            JudgedFromMs = from,
            JudgedUntilMs = from + (request.Settings.HorizonDays * DailyEquity.MsPerDay),
            InputHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
                CanonicalJson.Write(new JsonObject { ["made_at"] = (double)request.MadeAtMs, ["spec"] = spec.DeepClone(), ["evidence"] = evidence.DeepClone() })))),
        };
    }
}
