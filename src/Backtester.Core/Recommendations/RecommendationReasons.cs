using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Recommendations;

/// <summary>Recommendations in plain sentences: why, and what would prove them wrong.</summary>
internal static class RecommendationReasons
{
    /// <summary>Why a change is advised.</summary>
    public static IReadOnlyList<string> ForChange(VerdictEvidence found, EvidenceSet evidence, RecommendationRequest request)
    {
        var verdict = found.Verdict;
        return
        [
            Seen(verdict, evidence),
            $"So large an advantage comes by luck in {Percent(verdict.Luck)} of comparisons without any edge{Tries(request)}.",
            .. Plateau(found),
            .. Earlier(found),
            .. Times(found),
        ];
    }

    /// <summary>Why things are best left as they are.</summary>
    public static IReadOnlyList<string> ForLeaving(VerdictEvidence found, EvidenceSet evidence, RecommendationRequest request)
    {
        var verdict = found.Verdict;
        var count = evidence.Compared;
        var not = double.IsNaN(verdict.Luck)
            ? $"The belief that it is truly better is {Percent(verdict.Confidence)}; a change is advised from {Percent(request.Settings.LeastConfidence)} on."
            : $"So large an advantage comes by luck in {Percent(verdict.Luck)} of comparisons without any edge{Tries(request)}; a change is advised up to {Percent(request.Settings.FalseAlarms)}.";
        return
        [
            $"None of {count} alternatives is shown to be better than the settings in use. The best is {Change(verdict.Candidate)}.",
            Seen(verdict, evidence),
            not,
            .. Plateau(found),
            .. Earlier(found),
        ];
    }

    /// <summary>What would prove a forecast wrong.</summary>
    public static IReadOnlyList<string> Disproof(Recommendation made)
    {
        var (from, until) = (Day(made.JudgedFromMs), Day(made.JudgedUntilMs));
        var expected = made.Expected!;
        return
        [
            made.Type == RecommendationType.LeaveAsItIs
                ? $"From {from} to {until} the alternative does better than the settings in use, in {Metric(expected.Metric)}."
                : $"From {from} to {until} the recommended settings do no better than those in use, in {Metric(expected.Metric)}.",
            $"The difference lies outside {Signed(expected.Low)} to {Signed(expected.High)}{UnitOf(expected.Metric)}: in one of ten cases it may.",
        ];
    }

    /// <summary>A change in words: "fast 10 → 20, slow 50 → 60".</summary>
    public static string Change(Candidate candidate) => candidate.Spec is null
        ? "cash"
        : string.Join(", ", candidate.RecommendedParams.Select(p => $"{p.Key} {Value(candidate.CurrentParams[p.Key])} → {Value(p.Value)}"));

    /// <summary>A time's UTC day.</summary>
    public static string Day(long timeMs) => IsoTime.Format(timeMs)[..10];

    private static string Seen(FamilyVerdict verdict, EvidenceSet evidence)
    {
        var (seen, believed) = (verdict.Belief.SampleMeans[verdict.Best], verdict.Belief.Means[verdict.Best]);
        return $"In the {evidence.Current.Returns.Length} days up to {Day(evidence.Range.EndMs)} {Change(verdict.Candidate)} earned {Daily(seen)} a day over the settings in use; "
            + $"after {(verdict.Family.Candidates.Count == 1 ? "what luck explains" : $"the luck of the best of {verdict.Family.Candidates.Count}")} is taken off, {Daily(believed)} are believed.";
    }

    private static string Tries(RecommendationRequest request) => request.EarlierTrials > 0 ? $", {request.EarlierTrials.ToString("N0", CultureInfo.InvariantCulture)} earlier tries counted" : "";

    private static IEnumerable<string> Plateau(VerdictEvidence found)
    {
        if (found.Neighbours is { Count: > 0 } near)
        {
            yield return $"{near.Better} of its {near.Count} neighbours did better than the settings in use too: {(found.Plateau >= 0.5 ? "a plateau, not a peak" : "the higher part of uneven ground")}.";
        }
    }

    private static IEnumerable<string> Earlier(VerdictEvidence found)
    {
        if (found.Windows.Count > 0)
        {
            var won = found.Windows.Count(w => w.Realised > 0);
            var kept = ChosenThen.Efficiency(found.Windows);
            yield return $"Chosen afresh at {found.Windows.Count} earlier dates from what was known then, the choice beat the settings in use {won} times{Kept(kept)}.";
        }
    }

    /// <summary>Where little was believed, a ratio to it says nothing.</summary>
    private static string Kept(double efficiency) => efficiency switch
    {
        double.NaN => "",
        < 0 => " and lost by it on the whole",
        > 2 => " and brought more than twice what was believed",
        _ => $" and brought {Percent(efficiency)} of what was believed",
    };

    private static IEnumerable<string> Times(VerdictEvidence found)
    {
        yield return $"It earned more in {found.Quarters.Better} of {found.Quarters.Count} quarters.";
        if (Math.Abs(found.Drift) > 2)
        {
            yield return $"The advantage is drifting: the second half of the days was {(found.Drift > 0 ? "better" : "worse")} by {Math.Abs(found.Drift).ToString("0.0", CultureInfo.InvariantCulture)} standard errors.";
        }
    }

    private static string Metric(string metric) => metric switch
    {
        "roi" => "return",
        "sharpe_ratio" => "Sharpe ratio",
        "sortino_ratio" => "Sortino ratio",
        _ => "drawdown",
    };

    private static string Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonArray all => string.Join(" ", all.Select(v => (string?)v)),
        _ => value.ToString(),
    };

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Daily(double share) => (100 * share).ToString("0.0000", CultureInfo.InvariantCulture) + " %";

    private static string UnitOf(string metric) => MetricCatalog.Find(metric)?.Unit == MetricUnit.Percent ? " %" : "";

    private static string Signed(double value) => value.ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture);
}
